import type { Service } from "@headframe/kit";
import { EXECUTOR_CONTROL, EXECUTOR_SERVICE, type GrpcServer } from "@headframe/protocol";

/** Challenges have ended by then; what is left are answers on their way. */
const DRAIN_MS = 2_000;

/** Listens for the miner while the executor runs. */
export class GrpcEndpoint implements Service {
  readonly name = "gRPC server";
  readonly #options: { readonly host: string; readonly port: number };
  readonly #parts: { readonly server: GrpcServer };
  #port: number | undefined;

  constructor(
    options: { readonly host: string; readonly port: number },
    parts: { readonly server: GrpcServer },
  ) {
    this.#options = options;
    this.#parts = parts;
  }

  /** The port listened on. Throws before `start`. */
  get port(): number {
    if (this.#port === undefined) throw new Error("the gRPC server has not started");
    return this.#port;
  }

  /** @throws {ListenError} when the port cannot be opened. */
  async start(): Promise<void> {
    const { server } = this.#parts;
    this.#port = await server.listen(this.#options.host, this.#options.port, {
      what: "the executor",
      hostKey: "server.host",
      portKey: "server.grpc_port",
    });
    server.setServing(EXECUTOR_SERVICE, true);
    server.setServing(EXECUTOR_CONTROL, true);
  }

  async stop(): Promise<void> {
    await this.#parts.server.drain(DRAIN_MS);
  }
}
