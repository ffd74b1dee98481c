import {
  status,
  type Server,
  type ServerWritableStream,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { HealthImplementation } from "grpc-health-check";

type WatchCall = ServerWritableStream<{ readonly service: string }, unknown>;

/** Watches that may run at once. Anybody may watch, and each costs memory for as long as it likes. */
const MAX_WATCHERS = 128;

/** `grpc.health.v1`, with watchers that are told goodbye when the server drains. */
export class Health {
  readonly #implementation = new HealthImplementation({ "": "NOT_SERVING" });
  readonly #serving = new Map<string, boolean>();
  readonly #watchers = new Set<WatchCall>();

  /** Says whether `service` takes calls. The whole server (name "") serves when every service does. */
  setServing(service: string, isServing: boolean): void {
    this.#serving.set(service, isServing);
    this.#implementation.setStatus(service, isServing ? "SERVING" : "NOT_SERVING");
    const isWholeServing = [...this.#serving.values()].every(Boolean);
    this.#implementation.setStatus("", isWholeServing ? "SERVING" : "NOT_SERVING");
  }

  addToServer(server: Server): void {
    const addService = (definition: unknown, handlers: UntypedServiceImplementation): void => {
      const watch = handlers["watch"] as (call: WatchCall) => void;
      server.addService(definition as never, {
        ...handlers,
        watch: (call: WatchCall) => {
          if (this.#watchers.size >= MAX_WATCHERS) {
            const details = `${MAX_WATCHERS} watches run already; call Check instead`;
            call.emit("error", { code: status.RESOURCE_EXHAUSTED, details });
            return;
          }
          this.#watchers.add(call);
          call.once("cancelled", () => this.#watchers.delete(call));
          // The library keeps every name that it was ever asked to watch: it gets only names that exist.
          if (call.request.service === "" || this.#serving.has(call.request.service)) watch(call);
          else call.write({ status: "SERVICE_UNKNOWN" });
        },
      });
    };
    this.#implementation.addToServer({ addService });
  }

  /** Reports NOT_SERVING for everything, then ends all watches: they would keep the server from closing. */
  shutDown(): void {
    for (const service of this.#serving.keys()) this.setServing(service, false);
    for (const call of this.#watchers) {
      call.emit("error", { code: status.UNAVAILABLE, details: "the server is shutting down" });
    }
  }
}
