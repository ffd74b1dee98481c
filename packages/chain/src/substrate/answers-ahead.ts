import type { NodeRequest, SendRequest } from "./node-request.js";

/**
 * What identifies the chain, then all else that the client library asks of any node before it asks for the metadata.
 * Sent together they cost one round trip; in turn, two.
 */
export const FIRST_REQUESTS: readonly NodeRequest[] = [
  ["chain_getBlockHash", [0]],
  ["state_getRuntimeVersion", []],
  ["system_chain", []],
  ["system_properties", []],
  ["rpc_methods", []],
];

/** Requests that are sent before anybody waits for their answers. */
export class AnswersAhead {
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(send: SendRequest, requests: readonly NodeRequest[]) {
    for (const [method, params] of requests) {
      const answer = send(method, params);
      answer.catch(() => undefined); // Told to whoever takes it; to nobody when the connection is given up first.
      this.#answers.set(keyOf(method, params), answer);
    }
  }

  /** The answer, also for whoever asks after; `undefined` when it was not asked for, or was taken. */
  peek(method: string, params: readonly unknown[]): Promise<unknown> | undefined {
    return this.#answers.get(keyOf(method, params));
  }

  /** The answer, once: asked a second time, the node may say something else. */
  take(method: string, params: readonly unknown[]): Promise<unknown> | undefined {
    const key = keyOf(method, params);
    const answer = this.#answers.get(key);
    this.#answers.delete(key);
    return answer;
  }
}

function keyOf(method: string, params: readonly unknown[]): string {
  return JSON.stringify([method, params]);
}
