import { DatabaseError } from "./errors.js";

export interface GroupCommitOptions<Item> {
  /** Stores items, all or none. Not called again before it has settled. */
  readonly commit: (items: readonly Item[]) => Promise<void>;
  /** Items that may wait for a commit. Beyond it {@link GroupCommit.add} rejects. */
  readonly maxWaiting: number;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits together what arrives together: while one commit runs the next one fills. A lone item waits for
 * nothing, and a flood costs few commits.
 */
export class GroupCommit<Item> {
  readonly #options: GroupCommitOptions<Item>;
  #waiting: Waiting<Item>[] = [];
  #isRunning = false;

  constructor(options: GroupCommitOptions<Item>) {
    this.#options = options;
  }

  /** Resolves once `item` is on disk. */
  add(item: Item): Promise<void> {
    if (this.#waiting.length >= this.#options.maxWaiting) {
      const waiting = this.#waiting.length;
      const refusal = new DatabaseError(
        { code: "database/overloaded", waiting },
        `the database does not keep up: ${waiting} changes wait`,
        { hint: "look for a full or slow disk" },
      );
      return Promise.reject(refusal);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    // Calls of one turn of the event loop belong together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        await this.#options.commit(group.map(({ item }) => item));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#isRunning = false;
  }
}
