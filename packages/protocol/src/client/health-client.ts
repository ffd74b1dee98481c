import { service as healthService } from "grpc-health-check";
import type { TokenProvider } from "../auth/token-source.js";
import type { MethodOptions } from "./service-clients.js";
import type { ClientMethod, GrpcChannel } from "./grpc-channel.js";

interface HealthCheckRequest {
  readonly service: string;
}

interface HealthCheckResponse {
  readonly status: string;
}

/** Asks a server how it is, by `grpc.health.v1`. */
export class HealthClient {
  readonly #channel: GrpcChannel;
  readonly #token: TokenProvider | undefined;

  /** @param options.token for servers that ask for one here too. */
  constructor(channel: GrpcChannel, options: { readonly token?: TokenProvider } = {}) {
    this.#channel = channel;
    this.#token = options.token;
  }

  /** Whether the service with that name, or the whole server (""), takes calls. Not tried twice. */
  async isServing(service = "", options: MethodOptions = {}): Promise<boolean> {
    const call = { ...options, token: this.#token?.() };
    const response = await this.#channel.unary(CHECK, { service }, call);
    return response.status === "SERVING";
  }
}

const CHECK = healthService["Check"] as unknown as ClientMethod<HealthCheckRequest, HealthCheckResponse>;
