import type { Writable } from "node:stream";

const NAME_WIDTH = 12;

/** Prints one line per step: what is being done, then what came of it and how long it took. */
export class Progress {
  readonly #out: Writable & { readonly isTTY?: boolean };

  constructor(out: Writable) {
    this.#out = out;
  }

  line(text = ""): void {
    this.#out.write(`${text}\n`);
  }

  /** Runs `work`. On a terminal the line shows that it runs; elsewhere it is printed when it is done. */
  async step<T>(
    name: string,
    doing: string,
    work: () => Promise<T>,
    describe: (result: T) => string,
  ): Promise<T> {
    const since = performance.now();
    const label = name.padEnd(NAME_WIDTH);
    if (this.#out.isTTY === true) this.#out.write(`  … ${label} ${doing}`);
    try {
      const result = await work();
      const seconds = ((performance.now() - since) / 1000).toFixed(1);
      this.#finish(`  ✓ ${label} ${describe(result)}  (${seconds} s)`);
      return result;
    } catch (error) {
      this.#finish(`  ✗ ${label} ${doing}`);
      throw error;
    }
  }

  #finish(text: string): void {
    if (this.#out.isTTY === true) this.#out.write("\r\u001B[K");
    this.line(text);
  }
}
