/** A queue from several producers to one consumer. It is bounded by its producers, see {@link Inbox.emptied}. */
export class Inbox<Item> {
  readonly #items: Item[] = [];
  #onFilled: (() => void) | undefined;
  #onEmptied: (() => void)[] = [];
  #isClosed = false;

  /** Whether the consumer is gone: what is pushed is dropped. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  push(item: Item): void {
    if (this.#isClosed) return;
    this.#items.push(item);
    this.#onFilled?.();
    this.#onFilled = undefined;
  }

  /** The next item, or `undefined` if there is none now. */
  take(): Item | undefined {
    const item = this.#items.shift();
    if (this.#items.length === 0) {
      for (const resolve of this.#onEmptied.splice(0)) resolve();
    }
    return item;
  }

  /** The consumer will take nothing more. Lets every waiting producer go on. */
  close(): void {
    this.#isClosed = true;
    this.#items.length = 0;
    for (const resolve of this.#onEmptied.splice(0)) resolve();
  }

  /** Resolves once there is something to take. For one waiter at a time. */
  filled(): Promise<void> {
    if (this.#items.length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onFilled = resolve;
    });
  }

  /** Resolves once everything was taken: what a producer that does not know its limits waits for. */
  emptied(): Promise<void> {
    if (this.#items.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onEmptied.push(resolve));
  }
}
