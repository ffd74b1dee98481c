/* eslint-disable no-console -- it watches the console */
const METHODS = ["log", "info", "warn", "error", "debug"] as const;

/** Collects what is printed to the console from now until {@link ConsoleSpy.restore}. */
export class ConsoleSpy {
  readonly #lines: string[] = [];
  readonly #originals = METHODS.map((method) => [method, console[method]] as const);

  constructor() {
    for (const method of METHODS)
      console[method] = (...values: unknown[]) => void this.#lines.push(values.join(" "));
  }

  /** Every line so far. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Gives the console back, and every line that was printed. */
  restore(): readonly string[] {
    for (const [method, original] of this.#originals) console[method] = original;
    return this.#lines;
  }
}
/* eslint-enable no-console */
