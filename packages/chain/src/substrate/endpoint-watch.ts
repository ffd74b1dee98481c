import { every, type Clock, type Logger } from "@headframe/kit";
import type { Head } from "../port/chain.js";
import { ENDPOINT_LOOK_MS, RETURN_INTERVAL_MS } from "./deadlines.js";
import type { SubtensorProvider } from "./subtensor-provider.js";

/** What an {@link EndpointWatch} works with. */
export interface EndpointWatchParts {
  readonly provider: SubtensorProvider;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Leaves a node that answers but is of no use: one whose best block stands still, or that lags behind what another
 * node showed already; and returns to a more preferred one that is well again.
 *
 * Half-open connections need no watch of their own: the client library asks for `system_health` every 10 s, and a
 * request that stays unanswered ends its connection.
 */
export class EndpointWatch {
  readonly #headTimeoutMs: number | undefined;
  readonly #provider: SubtensorProvider;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #stopping = new AbortController();
  #highest = -1;
  #progressUs = 0;
  #returnUs = 0;
  #stopListening: () => void = () => undefined;

  /** `headTimeoutMs`: a block must come within it; `undefined` where nobody knows when blocks are due. */
  constructor(headTimeoutMs: number | undefined, { provider, clock, logger }: EndpointWatchParts) {
    this.#headTimeoutMs = headTimeoutMs;
    this.#provider = provider;
    this.#clock = clock;
    this.#logger = logger;
  }

  start(): void {
    const restart = (): void => {
      this.#progressUs = this.#clock.monotonicUs();
      this.#returnUs = this.#progressUs;
    };
    restart();
    this.#stopListening = this.#provider.on("connected", restart);
    void every((signal) => this.#look(signal), {
      intervalMs: ENDPOINT_LOOK_MS,
      initialDelayMs: ENDPOINT_LOOK_MS,
      signal: this.#stopping.signal,
      onError: (err) => this.#logger.warn({ err }, "the chain's endpoints could not be looked at"),
    });
  }

  /** To be told of every head. Only a block higher than all before is progress. */
  noteHead({ number }: Head): void {
    if (number <= this.#highest) return;
    this.#highest = number;
    this.#progressUs = this.#clock.monotonicUs();
  }

  stop(): void {
    this.#stopListening();
    this.#stopping.abort();
  }

  async #look(signal: AbortSignal): Promise<void> {
    if (!this.#provider.isConnected) return;
    const nowUs = this.#clock.monotonicUs();
    const standsMs = (nowUs - this.#progressUs) / 1000;
    if (this.#headTimeoutMs !== undefined && standsMs > this.#headTimeoutMs) {
      // The height may have been a lie of an earlier node; kept, it would make every other one look as if it stood still.
      this.#highest = -1;
      this.#provider.giveUp(`no new block came for ${Math.floor(standsMs / 1000)} s`);
    } else if ((nowUs - this.#returnUs) / 1000 > RETURN_INTERVAL_MS) {
      this.#returnUs = nowUs;
      await this.#provider.returnToPreferred(this.#highest, signal);
    }
  }
}
