import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { writeFileAtomic, type Logger } from "@headframe/kit";
import { z } from "zod";

/** Executors remembered; the ones that were not seen for longest are forgotten first. */
const MAX_ENTRIES = 10_000;

const fileSchema = z.array(z.tuple([z.string(), z.int().min(0)])).max(MAX_ENTRIES);

/**
 * The smallest round trip to each executor that was measured in its last session: how far it is away decides how much
 * work it is asked for (GPOW-1, section 18).
 *
 * A cache: without it, or with a damaged one, executors count as near, as they do at first sight.
 */
export class RoundTrips {
  readonly #file: string;
  /** Microseconds by key, the newest last. */
  readonly #known: Map<string, number>;
  readonly #logger: Logger;
  #hasNews = false;

  private constructor(file: string, known: Map<string, number>, logger: Logger) {
    this.#file = file;
    this.#known = known;
    this.#logger = logger;
  }

  /** Reads what is known from `file`; nothing, if it is not there or cannot be used. */
  static async open(file: string, { logger }: { readonly logger: Logger }): Promise<RoundTrips> {
    try {
      return new RoundTrips(
        file,
        new Map(fileSchema.parse(JSON.parse(await readFile(file, "utf8")))),
        logger,
      );
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
      if (!isMissing) logger.warn({ err: error, file }, "round trips of earlier runs cannot be used");
      return new RoundTrips(file, new Map(), logger);
    }
  }

  /** Microseconds; 0 if unknown. */
  of(key: string): number {
    return this.#known.get(key) ?? 0;
  }

  remember(key: string, rttUs: number): void {
    this.#known.delete(key);
    this.#known.set(key, rttUs);
    this.#hasNews = true;
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_ENTRIES && oldest !== undefined) this.#known.delete(oldest);
  }

  /** Writes everything down, if there is anything new. A disk that does not take it is logged: the run it comes from is worth more. */
  async save(): Promise<void> {
    if (!this.#hasNews) return;
    try {
      await mkdir(path.dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeFileAtomic(this.#file, `${JSON.stringify([...this.#known])}\n`, { mode: 0o600 });
      this.#hasNews = false;
    } catch (error) {
      this.#logger.warn({ err: error, file: this.#file }, "round trips cannot be remembered");
    }
  }
}
