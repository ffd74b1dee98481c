import type { ApiPromise } from "@polkadot/api";
import type { Header } from "@polkadot/types/interfaces";
import { errorMessage, type Logger } from "@headframe/kit";
import type { Head, HeadListener, Unsubscribe } from "../port/chain.js";
import type { SubtensorProvider } from "./subtensor-provider.js";

/** What a {@link HeadWatch} works with. */
export interface HeadWatchParts {
  readonly api: ApiPromise;
  readonly provider: SubtensorProvider;
  readonly logger: Logger;
}

/** One subscription to new best blocks, shared by all who listen. The connection brings it back after a loss. */
export class HeadWatch {
  readonly #api: ApiPromise;
  readonly #provider: SubtensorProvider;
  readonly #logger: Logger;
  readonly #listeners = new Set<HeadListener>();

  constructor({ api, provider, logger }: HeadWatchParts) {
    this.#api = api;
    this.#provider = provider;
    this.#logger = logger;
  }

  /** Subscribes. A node tells of its present head at once. */
  async start(): Promise<void> {
    await this.#provider.follow("chain_subscribeNewHeads", [], (json) => this.#tell(json));
  }

  subscribe(listener: HeadListener): Unsubscribe {
    // An own function per call: the same listener may subscribe twice.
    const entry: HeadListener = (head) => listener(head);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  stop(): void {
    this.#listeners.clear();
  }

  #tell(json: unknown): void {
    let head: Head;
    try {
      head = toHead(this.#api, json);
    } catch (error) {
      this.#logger.warn({ reason: errorMessage(error) }, "the node sent a head that cannot be read");
      return;
    }
    for (const listener of this.#listeners) {
      try {
        listener(head);
      } catch (err) {
        this.#logger.error({ err }, "a listener to new heads failed");
      }
    }
  }
}

/** A header as nodes send it. */
export function toHead({ registry }: ApiPromise, json: unknown): Head {
  const header = registry.createType<Header>("Header", json);
  return { number: header.number.toNumber(), hash: header.hash.toU8a() };
}
