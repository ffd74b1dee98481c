import { type AxonInfo, type Chain, ChainError, type Keypair } from "@headframe/chain";
import { errorMessage, every, type Logger, type Service } from "@headframe/kit";
import { AxonError } from "./errors.js";

export interface PublicationOptions {
  readonly netuid: number;
  /** Address under which validators reach the axon, given what is on chain now. */
  readonly externalIp: (served: AxonInfo | null) => string;
  /** Port of the axon; known once it listens. */
  readonly port: () => number;
}

export interface PublicationParts {
  readonly chain: Chain;
  readonly hotkey: Keypair;
  readonly logger: Logger;
}

/** What is on chain, as far as the miner knows. */
export interface PublishedAxon {
  readonly ip: string;
  readonly port: number;
  /** False while the transaction waits for the chain's rate limit or for a connection. */
  readonly isConfirmed: boolean;
}

/** The chain's rate limit is 50 blocks, ten minutes, on most subnets. */
const RETRY_MS = 30_000;

/** Failures that pass without anybody doing anything. */
const PASSING: ReadonlySet<ChainError["code"]> = new Set<ChainError["code"]>([
  "chain/serving-rate-limit",
  "chain/disconnected",
  "chain/timeout",
  "chain/transaction-lost",
]);

/** Keeps the miner's address on the chain: served only when what is there differs, since each time counts. */
export class AxonPublication implements Service {
  readonly name = "axon publication";
  readonly #options: PublicationOptions;
  readonly #parts: PublicationParts;
  readonly #retries = new AbortController();
  #retrying: Promise<void> = Promise.resolve();
  #published: PublishedAxon | undefined;

  constructor(options: PublicationOptions, parts: PublicationParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** `undefined` while the address is not known: the chain may not have been readable yet. */
  get published(): PublishedAxon | undefined {
    return this.#published;
  }

  /**
   * Resolves once the address is on chain, or once it is clear that it has to wait: the chain's rate limit must not
   * keep a miner from answering at an address that validators may know. Throws `axon/not-served` when waiting would
   * not help.
   */
  async start(signal: AbortSignal): Promise<void> {
    if (await this.#publish(signal)) return;
    this.#retrying = every(
      async (retrySignal) => {
        if (await this.#publish(retrySignal)) this.#retries.abort();
      },
      {
        intervalMs: RETRY_MS,
        initialDelayMs: RETRY_MS,
        signal: this.#retries.signal,
        onError: (err) => this.#parts.logger.error({ err }, "axon could not be served; trying again"),
      },
    );
  }

  async stop(): Promise<void> {
    this.#retries.abort();
    await this.#retrying;
  }

  /** Whether the address is on chain now; false when it has to wait. */
  async #publish(signal: AbortSignal): Promise<boolean> {
    const { chain, hotkey, logger } = this.#parts;
    const { netuid } = this.#options;
    const port = this.#options.port();
    let ip: string | undefined;
    try {
      const served = await chain.axonOf(netuid, hotkey.ss58, { signal });
      ip = this.#options.externalIp(served);
      if (served?.ip === ip && served.port === port) {
        logger.info({ ip, port, block: served.block }, "axon is on chain already");
      } else {
        const { blockNumber } = await chain.serveAxon({ netuid, ip, port, signer: hotkey }, { signal });
        logger.info({ ip, port, block: blockNumber }, "axon served");
      }
      this.#published = { ip, port, isConfirmed: true };
      return true;
    } catch (error) {
      if (!(error instanceof ChainError) || !PASSING.has(error.code)) throw notServed(error, ip, port);
      if (ip !== undefined) this.#published = { ip, port, isConfirmed: false };
      logger.warn(
        { ip, port, reason: error.message, retryMs: RETRY_MS },
        "axon cannot be served now; it will be",
      );
      return false;
    }
  }
}

function notServed(cause: unknown, ip: string | undefined, port: number): unknown {
  if (!(cause instanceof ChainError) || ip === undefined) return cause;
  return new AxonError(
    { code: "axon/not-served", ip, port },
    `Failed to serve axon on network at ${ip}:${port}: ${errorMessage(cause)}`,
    { cause, ...(cause.hint === undefined ? {} : { hint: cause.hint }) },
  );
}
