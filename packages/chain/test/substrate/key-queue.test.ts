import { describe, expect, it } from "vitest";
import { KeyQueue } from "../../src/substrate/key-queue.js";

/** Work that ends when told to, and notes when it begins. */
function stoppable(log: string[], name: string) {
  let finish!: () => void;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const work = async (): Promise<string> => {
    log.push(name);
    await finished;
    return name;
  };
  return { work, finish };
}

describe("a queue per key", () => {
  it("runs work of one key in order, one at a time", async () => {
    const log: string[] = [];
    const queue = new KeyQueue();
    const [first, second] = [stoppable(log, "first"), stoppable(log, "second")];
    const results = [queue.run("a", first.work), queue.run("a", second.work)];
    second.finish();
    await Promise.resolve();
    expect(log).toEqual(["first"]);
    first.finish();
    expect(await Promise.all(results)).toEqual(["first", "second"]);
    expect(log).toEqual(["first", "second"]);
  });

  it("does not let one key wait for another", async () => {
    const log: string[] = [];
    const queue = new KeyQueue();
    const slow = stoppable(log, "slow");
    const waiting = queue.run("a", slow.work);
    expect(await queue.run("b", async () => "quick")).toBe("quick");
    slow.finish();
    await waiting;
  });

  it("goes on after a failure, which only its caller sees", async () => {
    const queue = new KeyQueue();
    const failing = queue.run("a", async () => {
      throw new Error("no");
    });
    const next = queue.run("a", async () => "yes");
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("yes");
  });
});
