import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { assertRegularFile, errorMessage, every, writeFileAtomic, type Logger } from "@headframe/kit";
import { LocalnetError } from "../errors.js";
import type { Hex } from "../scale/hex.js";
import type { Chain } from "./chain.js";
import { SnapshotError, snapshotFromText, snapshotToText, type ChainSnapshot } from "./snapshot.js";

/** How much of the chain a process that is killed may lose. */
const SAVE_INTERVAL_MS = 5000;

/** The snapshot in `file`; `undefined` when there is no such file. Throws {@link LocalnetError}. */
export async function loadSnapshot(file: string): Promise<ChainSnapshot | undefined> {
  try {
    assertRegularFile(await stat(file));
    return snapshotFromText(await readFile(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    const reason = errorMessage(error);
    throw new LocalnetError(
      { code: "localnet/bad-state-file", file, reason },
      `the chain in ${file} cannot be taken up again: ${reason}`,
      {
        cause: error,
        hint:
          error instanceof SnapshotError
            ? "Remove the file to begin a new chain (it gets another genesis hash)."
            : "Check the path and its permissions.",
      },
    );
  }
}

/** Keeps a chain in a file: from time to time, and when it is closed. */
export class StateFile {
  readonly #file: string;
  readonly #chain: Chain;
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #savedHead: Hex | undefined;

  constructor(file: string, dependencies: { readonly chain: Chain; readonly logger: Logger }) {
    this.#file = file;
    this.#chain = dependencies.chain;
    this.#logger = dependencies.logger;
  }

  /** Stores the chain as it is, so that a path that cannot be written to is known at once. Throws {@link LocalnetError}. */
  async start(): Promise<void> {
    await this.#save();
    this.#running = every(() => this.#save(), {
      intervalMs: SAVE_INTERVAL_MS,
      initialDelayMs: SAVE_INTERVAL_MS,
      signal: this.#stop.signal,
      onError: (error) =>
        this.#logger.error({ err: error, file: this.#file }, "the chain could not be stored"),
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#save();
  }

  async #save(): Promise<void> {
    const { hash } = this.#chain.head;
    if (hash === this.#savedHead) return;
    try {
      await writeFileAtomic(this.#file, snapshotToText(this.#chain.snapshot()));
    } catch (error) {
      throw unwritable(this.#file, error);
    }
    this.#savedHead = hash;
  }
}

function unwritable(file: string, cause: unknown): LocalnetError {
  const reason = errorMessage(cause);
  return new LocalnetError(
    { code: "localnet/unwritable-state-file", file, reason },
    `the chain cannot be stored in ${file}: ${reason}`,
    { cause, hint: `The folder ${dirname(file)} must exist, and this user must be able to write to it.` },
  );
}
