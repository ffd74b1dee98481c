/**
 * Runs work for the same key one after the other, and for different keys at the same time. Two transactions of one
 * key at once would take the same nonce, and the node would refuse the second.
 */
export class KeyQueue {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Rejects as `work` does. A failure does not stop what comes after it. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(work);
    const tail = result
      .catch(() => undefined) // Its caller has it; to the next in line it only means that this one is over.
      .finally(() => {
        if (this.#tails.get(key) === tail) this.#tails.delete(key);
      });
    this.#tails.set(key, tail);
    return result;
  }
}
