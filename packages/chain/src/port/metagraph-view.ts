import { every, silentLogger, type Clock, type Logger, type Service } from "@headframe/kit";
import type { CallOptions, Chain, Unsubscribe } from "./chain.js";
import type { Metagraph, Neuron } from "./metagraph.js";

/** Which subnet to keep, and how fresh. */
export interface MetagraphViewOptions {
  readonly netuid: number;
  /** New blocks are looked at this often; without a new block nothing is read. Default 6 s. */
  readonly intervalMs?: number;
  /** Older than this, {@link MetagraphView.isStale} holds. Default 5 minutes: 25 blocks of finney. */
  readonly staleAfterMs?: number;
}

/** What a {@link MetagraphView} works with. */
export interface MetagraphViewParts {
  readonly chain: Chain;
  readonly clock: Clock;
  readonly logger?: Logger;
}

const DEFAULT_INTERVAL_MS = 6_000;
const DEFAULT_STALE_AFTER_MS = 5 * 60_000;

/**
 * A subnet kept in memory: look-ups never touch the network. It is read again whenever there is a new block;
 * when that fails the last view stays, grows older, and says so.
 */
export class MetagraphView implements Service {
  readonly name = "metagraph view";
  readonly #options: Required<MetagraphViewOptions>;
  readonly #chain: Chain;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #stopping = new AbortController();
  #index: MetagraphIndex | undefined;
  #newestHead = 0;
  #running: Promise<void> = Promise.resolve();
  #refreshing: Promise<void> | undefined;
  #unsubscribe: Unsubscribe | undefined;
  #isFailing = false;

  constructor(options: MetagraphViewOptions, { chain, clock, logger = silentLogger }: MetagraphViewParts) {
    this.#options = { intervalMs: DEFAULT_INTERVAL_MS, staleAfterMs: DEFAULT_STALE_AFTER_MS, ...options };
    this.#chain = chain;
    this.#clock = clock;
    this.#logger = logger.child({ component: "metagraph", netuid: options.netuid });
  }

  /** Reads the subnet for the first time; rejects as `Chain.metagraph` does. */
  async start(signal: AbortSignal): Promise<void> {
    this.#unsubscribe = this.#chain.subscribeHeads((head) => {
      this.#newestHead = head.number;
    });
    await this.#read({ signal });
    this.#running = every((runSignal) => this.#follow(runSignal), {
      intervalMs: this.#options.intervalMs,
      initialDelayMs: this.#options.intervalMs,
      signal: this.#stopping.signal,
      onError: (error) => this.#failed(error),
    });
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#stopping.abort();
    await this.#running;
  }

  /** Reads the subnet now. Calls at the same time share one reading. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#read({ signal: this.#stopping.signal }).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** By SS58 address. */
  neuronByHotkey(hotkey: string): Neuron | undefined {
    return this.#index?.byHotkey.get(hotkey);
  }

  neuronByUid(uid: number): Neuron | undefined {
    return this.#index?.metagraph.neurons[uid];
  }

  /** What was read last; `undefined` before the first reading. */
  get metagraph(): Metagraph | undefined {
    return this.#index?.metagraph;
  }

  /** Since the view was last known to be the newest; infinite before the first reading. */
  ageMs(): number {
    return this.#index ? Math.max(0, this.#clock.nowMs() - this.#index.confirmedAtMs) : Infinity;
  }

  /** Whether the view is too old to grant anything new on. */
  get isStale(): boolean {
    return this.ageMs() > this.#options.staleAfterMs;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const known = this.#index?.metagraph.block ?? 0;
    // Heads stop coming when the connection is lost, too: only the chain itself can say that nothing is new.
    if (this.#newestHead <= known && this.#index) {
      const head = await this.#chain.bestHead({ signal });
      if (head.number <= known) {
        this.#index = { ...this.#index, confirmedAtMs: this.#clock.nowMs() };
        this.#recovered();
        return;
      }
    }
    await this.refresh();
  }

  async #read(options: CallOptions): Promise<void> {
    const startedMs = this.#clock.nowMs();
    const metagraph = await this.#chain.metagraph(this.#options.netuid, options);
    this.#index = indexOf(metagraph, startedMs);
    this.#recovered();
  }

  #failed(err: unknown): void {
    if (!this.#isFailing) this.#logger.warn({ err, ageMs: this.ageMs() }, "metagraph cannot be read");
    this.#isFailing = true;
  }

  #recovered(): void {
    if (this.#isFailing) this.#logger.info({}, "metagraph is read again");
    this.#isFailing = false;
  }
}

interface MetagraphIndex {
  readonly metagraph: Metagraph;
  readonly byHotkey: ReadonlyMap<string, Neuron>;
  readonly confirmedAtMs: number;
}

function indexOf(metagraph: Metagraph, confirmedAtMs: number): MetagraphIndex {
  const byHotkey = new Map(metagraph.neurons.map((neuron) => [neuron.hotkey, neuron]));
  return { metagraph, byHotkey, confirmedAtMs };
}
