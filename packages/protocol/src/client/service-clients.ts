import type { MinerAuthResponse__Output } from "../gen/basilca/miner/v1/MinerAuthResponse.js";
import type { ValidatorAuthRequest } from "../gen/basilca/miner/v1/ValidatorAuthRequest.js";
import type { LeaseRequest } from "../gen/basilca/miner/v1/LeaseRequest.js";
import type { LeaseOfferResponse__Output } from "../gen/basilca/miner/v1/LeaseOfferResponse.js";
import type { AdoptRequest } from "../gen/headframe/executor/v1/AdoptRequest.js";
import type { AdoptResponse__Output } from "../gen/headframe/executor/v1/AdoptResponse.js";
import type { GetStatusResponse__Output } from "../gen/headframe/executor/v1/GetStatusResponse.js";
import type { InstallDelegationRequest } from "../gen/headframe/executor/v1/InstallDelegationRequest.js";
import type { EnrolRequest } from "../gen/headframe/fleet/v1/EnrolRequest.js";
import type { EnrolResponse__Output } from "../gen/headframe/fleet/v1/EnrolResponse.js";
import type { HeartbeatRequest } from "../gen/headframe/fleet/v1/HeartbeatRequest.js";
import type { ListExecutorsResponse__Output } from "../gen/headframe/fleet/v1/ListExecutorsResponse.js";
import type { TokenProvider } from "../auth/token-source.js";
import { definitionOf } from "../wire/load-definitions.js";
import { ENROLMENT_SERVICE, EXECUTOR_SERVICE, FLEET_SERVICE, MINER_DISCOVERY } from "../wire/services.js";
import { SLOW_DEADLINE_MS } from "./deadlines.js";
import type { CallOptions, GrpcChannel } from "./grpc-channel.js";
import { DEFAULT_RETRY } from "./retry.js";

/** What the caller of one method may choose. Tokens come from the client. */
export type MethodOptions = Omit<CallOptions, "token">;

interface ClientOptions {
  readonly token: TokenProvider;
}

/** A miner's view of one executor. All methods may be repeated. */
export class ExecutorClient {
  readonly #channel: GrpcChannel;
  readonly #token: TokenProvider;
  readonly #methods = definitionOf(EXECUTOR_SERVICE);

  constructor(channel: GrpcChannel, options: ClientOptions) {
    this.#channel = channel;
    this.#token = options.token;
  }

  adopt(request: AdoptRequest, options: MethodOptions = {}): Promise<AdoptResponse__Output> {
    return this.#channel.unary(this.#methods.Adopt, request, this.#options(options));
  }

  async installDelegation(request: InstallDelegationRequest, options: MethodOptions = {}): Promise<void> {
    await this.#channel.unary(this.#methods.InstallDelegation, request, this.#options(options));
  }

  getStatus(options: MethodOptions = {}): Promise<GetStatusResponse__Output> {
    return this.#channel.unary(this.#methods.GetStatus, {}, this.#options(options));
  }

  #options(options: MethodOptions): CallOptions {
    return { retry: DEFAULT_RETRY, ...options, token: this.#token() };
  }
}

/** A validator's view of a miner's fleet. */
export class FleetClient {
  readonly #channel: GrpcChannel;
  readonly #token: TokenProvider;
  readonly #methods = definitionOf(FLEET_SERVICE);

  constructor(channel: GrpcChannel, options: ClientOptions) {
    this.#channel = channel;
    this.#token = options.token;
  }

  listExecutors(options: MethodOptions = {}): Promise<ListExecutorsResponse__Output> {
    const call = { retry: DEFAULT_RETRY, acceptGzip: true, ...options, token: this.#token() };
    return this.#channel.unary(this.#methods.ListExecutors, {}, call);
  }
}

/** The view of its miner of an executor that dials out. */
export class EnrolmentClient {
  readonly #channel: GrpcChannel;
  readonly #token: TokenProvider;
  readonly #methods = definitionOf(ENROLMENT_SERVICE);

  constructor(channel: GrpcChannel, options: ClientOptions) {
    this.#channel = channel;
    this.#token = options.token;
  }

  enrol(request: EnrolRequest, options: MethodOptions = {}): Promise<EnrolResponse__Output> {
    return this.#channel.unary(this.#methods.Enrol, request, this.#options(options));
  }

  async heartbeat(request: HeartbeatRequest, options: MethodOptions = {}): Promise<void> {
    await this.#channel.unary(this.#methods.Heartbeat, request, this.#options(options));
  }

  #options(options: MethodOptions): CallOptions {
    return { retry: DEFAULT_RETRY, ...options, token: this.#token() };
  }
}

/** A validator's view of a miner's axon, in the reference system's words. Tokens travel inside the messages. */
export class MinerDiscoveryClient {
  readonly #channel: GrpcChannel;
  readonly #methods = definitionOf(MINER_DISCOVERY);

  constructor(channel: GrpcChannel) {
    this.#channel = channel;
  }

  /** Never tried twice: its nonce counts once. */
  authenticateValidator(
    request: ValidatorAuthRequest,
    options: MethodOptions = {},
  ): Promise<MinerAuthResponse__Output> {
    const call = { deadlineMs: SLOW_DEADLINE_MS, ...options };
    return this.#channel.unary(this.#methods.AuthenticateValidator, request, call);
  }

  requestExecutorLease(
    request: LeaseRequest,
    options: MethodOptions = {},
  ): Promise<LeaseOfferResponse__Output> {
    const call = { deadlineMs: SLOW_DEADLINE_MS, ...options };
    return this.#channel.unary(this.#methods.RequestExecutorLease, request, call);
  }
}
