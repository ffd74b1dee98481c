import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { errorMessage, writeFileAtomic, type Logger } from "@headframe/kit";
import { ValidatorError } from "../errors.js";
import {
  commitFileName,
  formatCommit,
  parseCommit,
  type CommitOwner,
  type PendingCommit,
} from "./pending-commit.js";

export interface CommitStoreOptions {
  /** Made when it is missing, for this user alone. */
  readonly dir: string;
}

/**
 * Keeps weights that were committed to until they are revealed, one file for each commitment, for this user alone: until
 * then they are a secret, and whoever loses them cannot reveal.
 */
export class CommitStore {
  readonly #dir: string;
  readonly #logger: Logger;

  constructor({ dir }: CommitStoreOptions, { logger }: { readonly logger: Logger }) {
    this.#dir = dir;
    this.#logger = logger;
  }

  /** Resolves when it is on disk. Rejects with `validator/commit-not-stored`. */
  async keep(commit: PendingCommit): Promise<void> {
    const file = this.#fileOf(commit);
    try {
      await mkdir(this.#dir, { recursive: true, mode: 0o700 });
      await writeFileAtomic(file, formatCommit(commit), { mode: 0o600 });
    } catch (cause) {
      throw new ValidatorError(
        { code: "validator/commit-not-stored", file },
        `cannot store what is to be committed to in ${file}: ${errorMessage(cause)}`,
        {
          cause,
          hint: "nothing was sent; choose a folder that this user may write to: weights.commits_dir",
        },
      );
    }
  }

  /**
   * What is kept of one validator on one subnet, oldest first. A file that cannot be used is logged, and left where it
   * is. Rejects with `validator/unreadable-commits`.
   */
  async pending(owner: CommitOwner): Promise<readonly PendingCommit[]> {
    const commits: PendingCommit[] = [];
    for (const name of await this.#names()) {
      const file = path.join(this.#dir, name);
      try {
        const commit = parseCommit(await readFile(file, "utf8"));
        if (isOf(commit, owner)) commits.push(commit);
      } catch (error) {
        this.#logger.warn({ file, reason: errorMessage(error) }, "a commitment's file cannot be used");
      }
    }
    return commits.toSorted((a, b) => a.afterBlock - b.afterBlock);
  }

  /** Forgets one that was revealed, or that cannot be any more. */
  async drop(commit: PendingCommit): Promise<void> {
    await rm(this.#fileOf(commit), { force: true });
  }

  #fileOf(commit: PendingCommit): string {
    return path.join(this.#dir, commitFileName(commit));
  }

  async #names(): Promise<readonly string[]> {
    try {
      return (await readdir(this.#dir)).filter((name) => name.endsWith(".json"));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw new ValidatorError(
        { code: "validator/unreadable-commits", file: this.#dir },
        `cannot read the folder of commitments ${this.#dir}: ${errorMessage(cause)}`,
        { cause, hint: "name the folder that commitments were stored in: weights.commits_dir" },
      );
    }
  }
}

function isOf(commit: PendingCommit, { genesisHash, netuid, hotkey }: CommitOwner): boolean {
  return commit.genesisHash === genesisHash && commit.netuid === netuid && commit.hotkey === hotkey;
}
