import type { AnswerInstead, LocalnetEndpoint, RequestFault, RequestSeen } from "@headframe/localnet";

/** Writes down what a node is asked, and interferes where a test wants it. One per endpoint. */
export class RequestSpy {
  #requests: RequestSeen[] = [];
  #interfere: RequestFault = () => undefined;

  constructor({ faults }: LocalnetEndpoint) {
    faults.onRequest = (request) => {
      this.#requests.push(request);
      return this.#interfere(request);
    };
  }

  /** The parameters of all requests of one method so far. */
  paramsOf(method: string): readonly (readonly unknown[])[] {
    return this.#requests.filter((request) => request.method === method).map(({ params }) => params);
  }

  /** Just before the node gets a request of that method. What `fault` returns is answered in the node's place. */
  beforeEach(method: string, fault: (params: readonly unknown[]) => AnswerInstead | undefined): void {
    this.#interfere = (request) => (request.method === method ? fault(request.params) : undefined);
  }

  /** The same for the next request alone. */
  beforeNext(method: string, fault: () => AnswerInstead | undefined): void {
    let isDue = true;
    this.beforeEach(method, () => {
      if (!isDue) return undefined;
      isDue = false;
      return fault();
    });
  }

  /** Forgets what was asked, and interferes no more. */
  reset(): void {
    this.#requests = [];
    this.#interfere = () => undefined;
  }
}
