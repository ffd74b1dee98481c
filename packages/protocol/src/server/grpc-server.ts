import { randomUUID } from "node:crypto";
import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type handleBidiStreamingCall,
} from "@grpc/grpc-js";
import { ReflectionService } from "@grpc/reflection";
import {
  linkSignal,
  systemClock,
  toListenError,
  type Clock,
  type ListenTarget,
  type Logger,
} from "@headframe/kit";
import type { Authenticate } from "../auth/authenticate.js";
import { ANONYMOUS } from "../auth/caller.js";
import type { StatusTable } from "../errors/status-table.js";
import {
  DEFAULT_MAX_CONCURRENT_STREAMS,
  DEFAULT_MAX_MESSAGE_BYTES,
  KEEPALIVE_OPTIONS,
} from "../wire/limits.js";
import { definitionOf, loadProtoFile, rawMethod } from "../wire/load-definitions.js";
import { quietGrpc } from "../wire/quiet-grpc.js";
import { REFLECTION_METHODS, type ServiceRef } from "../wire/services.js";
import { authInterceptor, type Gate } from "./auth-interceptor.js";
import type { OnStrangerRefused } from "./call-context.js";
import { Health } from "./health.js";
import { acceptEncoded } from "./pack-response.js";
import { explainUnknownMethods } from "./unknown-method.js";

export interface GrpcServerOptions {
  /** Names the caller of every call, or refuses it. There is no server without one. */
  readonly authenticate: Authenticate;
  /** Default: plaintext. */
  readonly credentials?: ServerCredentials;
  /** Default: 4 MiB, both ways. */
  readonly maxMessageBytes?: number;
  /** Of what comes in, where that is smaller. Default: `maxMessageBytes`. */
  readonly maxRequestBytes?: number;
  /** Per connection. Default: 1024. */
  readonly maxConcurrentStreams?: number;
  /** Serves `grpc.reflection`, so that tools can list the methods. Default: no. */
  readonly hasReflection?: boolean;
  /** Whether reflection is for everybody, rather than for those whom `authenticate` names. Default: yes. */
  readonly isReflectionPublic?: boolean;
}

export interface GrpcServerDeps {
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly newRequestId?: () => string;
  readonly onStrangerRefused?: OnStrangerRefused;
}

/** A listener as an operator knows it. */
export type ListenLabel = Pick<ListenTarget, "what" | "hostKey" | "portKey">;

interface ServiceOptions<Code extends string> {
  /** What each failure code of this service becomes. */
  readonly statuses: StatusTable<Code>;
}

/** A gRPC server that lets nobody in unnamed, bounds everything, and ends in good order. */
export class GrpcServer {
  readonly #options: GrpcServerOptions;
  readonly #server: Server;
  readonly #health = new Health();
  readonly #statuses = new Map<string, Partial<StatusTable>>();
  readonly #protoFiles = new Set<string>();
  readonly #addresses: string[] = [];

  constructor(options: GrpcServerOptions, deps: GrpcServerDeps) {
    const { maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES, hasReflection = false } = options;
    const { maxRequestBytes = maxMessageBytes, isReflectionPublic = true } = options;
    const { logger, clock = systemClock, newRequestId = randomUUID } = deps;
    const { onStrangerRefused = () => undefined } = deps;
    this.#options = options;
    const gate: Gate = {
      authenticate:
        hasReflection && isReflectionPublic
          ? withPublicReflection(options.authenticate)
          : options.authenticate,
      maxRequestBytes,
      statusesOf: (service) => this.#statuses.get(service) ?? {},
      newRequestId,
      logger,
      clock,
      onStrangerRefused,
    };
    this.#server = new Server({
      ...KEEPALIVE_OPTIONS,
      "grpc.max_receive_message_length": maxRequestBytes,
      "grpc.max_send_message_length": maxMessageBytes,
      "grpc.max_concurrent_streams": options.maxConcurrentStreams ?? DEFAULT_MAX_CONCURRENT_STREAMS,
      // Nobody reads channelz here, and it costs on every message.
      "grpc.enable_channelz": 0,
      interceptors: [authInterceptor(gate)],
    });
    explainUnknownMethods(this.#server, gate);
    this.#health.addToServer(this.#server);
  }

  /** Adds a service; it counts as serving once {@link setServing} says so. Write handlers with `satisfies`. */
  addService<Handlers extends object, Code extends string>(
    service: ServiceRef<unknown, Handlers>,
    handlers: NoInfer<Handlers>,
    options: ServiceOptions<Code>,
  ): void {
    const methods = Object.entries(definitionOf(service) as ServiceDefinition);
    this.#register(service, options);
    this.#server.addService(
      Object.fromEntries(
        methods.map(([name, method]) => [
          name,
          { ...method, responseSerialize: acceptEncoded(method.responseSerialize) },
        ]),
      ),
      handlers as never,
    );
  }

  /** Adds a service whose messages stay undecoded bytes. For relays. */
  addRawService<Definition, Code extends string>(
    service: ServiceRef<Definition, never> | ServiceRef<Definition>,
    handlers: Readonly<Record<MethodOf<Definition>, handleBidiStreamingCall<Buffer, Buffer>>>,
    options: ServiceOptions<Code>,
  ): void {
    const methods = Object.entries(definitionOf(service) as ServiceDefinition);
    this.#register(service, options);
    this.#server.addService(
      Object.fromEntries(methods.map(([name, method]) => [name, rawMethod(method)])),
      handlers,
    );
  }

  /** Feeds `grpc.health.v1`. Every service is NOT_SERVING until this says otherwise. */
  setServing(service: { readonly name: string }, isServing: boolean): void {
    this.#health.setServing(service.name, isServing);
  }

  /**
   * Listens; gives the port, which is the system's choice for port 0.
   *
   * @param label what listens, and the keys that set its address and port, for the text of the error.
   * @throws {ListenError} when that is impossible.
   */
  async listen(
    host: string,
    port: number,
    label: ListenLabel = { what: "the gRPC server" },
  ): Promise<number> {
    if (this.#options.hasReflection === true) this.#addReflection();
    const address = host.includes(":") && !host.startsWith("[") ? `[${host}]:${port}` : `${host}:${port}`;
    const credentials = this.#options.credentials ?? ServerCredentials.createInsecure();
    return new Promise((resolve, reject) => {
      this.#server.bindAsync(address, credentials, (error, boundPort) => {
        if (error === null) {
          this.#addresses.push(address.replace(/:\d+$/, `:${boundPort}`));
          resolve(boundPort);
        } else {
          reject(toListenError(error, { ...label, host, port }));
        }
      });
    });
  }

  /** Reports NOT_SERVING, takes no new calls, lets running ones finish for `timeoutMs`, then cuts the rest off. */
  async drain(timeoutMs: number): Promise<void> {
    this.#health.shutDown();
    // Sets the limit for what runs now. Afterwards is too late: neither `drain` nor `forceShutdown` of grpc-js 1.14
    // cuts off connections that are closing already (the latter only with channelz).
    for (const address of this.#addresses) this.#server.drain(address, timeoutMs);
    const closed = new Promise<void>((resolve) => {
      this.#server.tryShutdown(() => resolve());
    });
    await waitAtMost(closed, timeoutMs + FORCED_CLOSE_MS);
  }

  #register(
    service: { readonly name: string; readonly protoFile: string },
    options: ServiceOptions<string>,
  ): void {
    this.#statuses.set(service.name, options.statuses);
    this.#protoFiles.add(service.protoFile);
    this.#health.setServing(service.name, false);
  }

  #addReflection(): void {
    const definitions = Object.assign({}, ...[...this.#protoFiles].map(loadProtoFile));
    new ReflectionService(definitions, { services: [...this.#statuses.keys()] }).addToServer(this.#server);
  }
}

/** What is served is no secret where reflection is public, and tools that ask have no token. */
function withPublicReflection(authenticate: Authenticate): Authenticate {
  return (call) => (REFLECTION_METHODS.includes(call.method) ? ANONYMOUS : authenticate(call));
}

type MethodOf<Definition> = {
  [Name in keyof Definition]: string extends Name ? never : Name extends string ? Name : never;
}[keyof Definition];

/** How long connections that were cut off may take to be gone. */
const FORCED_CLOSE_MS = 1_000;

/** Waits for `done`, but not longer than `limitMs`. */
async function waitAtMost(done: Promise<void>, limitMs: number): Promise<void> {
  const limit = linkSignal(undefined, limitMs);
  const late = new Promise<void>((resolve) => {
    limit.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  try {
    await Promise.race([done, late]);
  } finally {
    limit.release();
  }
}

/** Makes a server. It listens once {@link GrpcServer.listen} is called. */
export function createServer(options: GrpcServerOptions, deps: GrpcServerDeps): GrpcServer {
  quietGrpc();
  return new GrpcServer(options, deps);
}
