import type { Clock } from "@headframe/kit";

interface Sleeper {
  readonly ms: number;
  readonly untilUs: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is moved, and the sleeps that depend on it. */
export class ManualTime implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  #elapsedUs = 1_000_000;
  readonly #startMs: number;
  readonly #watchers = new Set<(ms: number) => void>();

  /** `startMs` is the Unix time at which the clock begins. */
  constructor(startMs = 1_790_000_000_000) {
    this.#startMs = startMs;
  }

  nowMs(): number {
    return this.#startMs + Math.floor(this.#elapsedUs / 1000);
  }

  monotonicUs(): number {
    return this.#elapsedUs;
  }

  /** How many sleeps are under way. */
  get sleeperCount(): number {
    return this.#sleepers.size;
  }

  /** Resolves as soon as somebody sleeps for exactly `ms`, or does so already: the moment to let time pass. */
  untilSleeping(ms: number): Promise<void> {
    for (const sleeper of this.#sleepers) if (sleeper.ms === ms) return Promise.resolve();
    return new Promise((resolve) => {
      const watch = (begunMs: number): void => {
        if (begunMs !== ms) return;
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
    });
  }

  /** Lets time pass and ends the sleeps that are due. */
  advanceMs(ms: number): void {
    this.advanceUs(ms * 1000);
  }

  advanceUs(us: number): void {
    this.#elapsedUs += us;
    for (const sleeper of this.#sleepers) if (sleeper.untilUs <= this.#elapsedUs) sleeper.wake();
  }

  /** Like `sleep` of the kit, on this clock. Usable without its object. */
  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const finish = (end: () => void): void => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener("abort", onAbort);
        end();
      };
      const onAbort = (): void => finish(() => reject(signal?.reason as Error));
      const sleeper = { ms, untilUs: this.#elapsedUs + ms * 1000, wake: () => finish(resolve) };
      this.#sleepers.add(sleeper);
      for (const watch of this.#watchers) watch(ms);
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  };
}
