import { connect } from "node:net";
import {
  type Clock,
  errorMessage,
  every,
  formatHostPort,
  linkSignal,
  type Logger,
  type Service,
} from "@headframe/kit";
import { AxonError } from "./errors.js";
import type { AxonAddress } from "./standing.js";

export interface SelfTestOptions {
  /** What is on chain now; `undefined` while nothing of ours is. */
  readonly published: () => AxonAddress | undefined;
}

export interface SelfTestParts {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Whether the published address can be dialled from this machine. */
export type Reach = { readonly isReached: true } | { readonly isReached: false; readonly failure: AxonError };

const LOOK_INTERVAL_MS = 10_000;
const DIAL_AGAIN_MS = 600_000;
const DIAL_TIMEOUT_MS = 5_000;

/**
 * Dials the address that the miner publishes, as a validator would: when it is new, and every ten minutes. What it finds
 * is a hint and no verdict, since some routers do not lead their own network back to itself.
 */
export class SelfTest implements Service {
  readonly name = "axon self-test";
  readonly #options: SelfTestOptions;
  readonly #parts: SelfTestParts;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #dialled: (AxonAddress & { readonly atMs: number; readonly reach: Reach }) | undefined;

  constructor(options: SelfTestOptions, parts: SelfTestParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** `undefined` before the first dial, and while nothing is published. */
  get reach(): Reach | undefined {
    return this.#dialled?.reach;
  }

  async start(): Promise<void> {
    this.#running = every((signal) => this.#look(signal), {
      intervalMs: LOOK_INTERVAL_MS,
      signal: this.#stopping.signal,
      onError: (err) => this.#parts.logger.error({ err }, "the axon could not be tested"),
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #look(signal: AbortSignal): Promise<void> {
    const address = this.#options.published();
    const before = this.#dialled;
    if (address === undefined) {
      this.#dialled = undefined;
      return;
    }
    const { ip, port } = address;
    const nowMs = this.#parts.clock.nowMs();
    const isSame = before?.ip === ip && before.port === port;
    if (isSame && nowMs - before.atMs < DIAL_AGAIN_MS) return;
    const reach = await dial(address, signal);
    this.#dialled = { ip, port, atMs: nowMs, reach };
    if (isSame && before.reach.isReached === reach.isReached) return;
    this.#log(address, reach);
  }

  #log(address: AxonAddress, reach: Reach): void {
    const { logger } = this.#parts;
    if (reach.isReached) logger.info({ ...address }, "the published axon can be dialled");
    else {
      const { code, message: reason, hint } = reach.failure;
      logger.warn({ ...address, code, reason, hint }, "the published axon cannot be dialled from here");
    }
  }
}

async function dial({ ip, port }: AxonAddress, parent: AbortSignal): Promise<Reach> {
  const { signal, release } = linkSignal(parent, DIAL_TIMEOUT_MS);
  const socket = connect({ host: ip, port });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve).once("error", reject);
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    return { isReached: true };
  } catch (error) {
    parent.throwIfAborted();
    return { isReached: false, failure: unreachable({ ip, port }, error) };
  } finally {
    socket.destroy();
    release();
  }
}

function unreachable({ ip, port }: AxonAddress, cause: unknown): AxonError {
  return new AxonError(
    { code: "axon/unreachable", ip, port },
    `the published axon ${formatHostPort({ host: ip, port })} cannot be dialled from here: ${errorMessage(cause)}`,
    {
      cause,
      hint: "open the port in the firewall and forward it; some routers cannot be dialled from within",
    },
  );
}
