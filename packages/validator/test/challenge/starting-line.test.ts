import type { BlockReference } from "@headframe/pow";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StartingLine } from "../../src/challenge/starting-line.js";

const BLOCK: BlockReference = { blockNumber: 7n, blockHash: new Uint8Array(32).fill(7) };
const PATIENCE_MS = 60_000;
const never = new AbortController().signal;

/** Tells how a promise stands, without waiting for it. */
async function stateOf(promise: Promise<unknown>): Promise<"pending" | "resolved" | "rejected"> {
  const pending = Symbol("pending");
  await vi.advanceTimersByTimeAsync(0);
  try {
    return (await Promise.race([promise, Promise.resolve(pending)])) === pending ? "pending" : "resolved";
  } catch {
    return "rejected"; // Which is the answer.
  }
}

function startingLine(
  participants: readonly string[],
  latestBlock = () => Promise.resolve(BLOCK),
): StartingLine {
  return new StartingLine({ participants, patienceMs: PATIENCE_MS }, { latestBlock });
}

describe("the starting line", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("lets everybody start with one block as soon as the last one is there", async () => {
    const latestBlock = vi.fn<() => Promise<BlockReference>>(() => Promise.resolve(BLOCK));
    const line = startingLine(["a", "b"], latestBlock);
    const first = line.arrive("a", never);
    expect(await stateOf(first)).toBe("pending");
    expect(latestBlock).not.toHaveBeenCalled();
    const second = line.arrive("b", never);
    expect(await Promise.all([first, second])).toEqual([BLOCK, BLOCK]);
    expect(latestBlock).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not wait for one that will not come", async () => {
    const line = startingLine(["a", "b"]);
    const first = line.arrive("a", never);
    line.leave("b");
    expect(await first).toBe(BLOCK);
  });

  it("starts without the missing ones when patience ends, and refuses those who come later", async () => {
    const line = startingLine(["a", "b"]);
    const first = line.arrive("a", never);
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
    expect(await stateOf(first)).toBe("pending");
    await vi.advanceTimersByTimeAsync(1);
    expect(await first).toBe(BLOCK);
    await expect(line.arrive("b", never)).rejects.toMatchObject({
      detail: { code: "validator/missed-start" },
    });
  });

  it("goes on without one whose session was given up while it waited", async () => {
    const line = startingLine(["a", "b"]);
    const controller = new AbortController();
    const first = line.arrive("a", controller.signal);
    controller.abort(new Error("given up"));
    await expect(first).rejects.toThrow("given up");
    expect(await line.arrive("b", never)).toBe(BLOCK);
  });

  it("tells everybody when the chain cannot be read", async () => {
    const line = startingLine(["a", "b"], () => Promise.reject(new Error("no chain")));
    const both = Promise.allSettled([line.arrive("a", never), line.arrive("b", never)]);
    expect((await both).map((each) => each.status)).toEqual(["rejected", "rejected"]);
  });

  it("refuses at once what was cancelled before it arrived", async () => {
    const line = startingLine(["a"]);
    await expect(line.arrive("a", AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
    line.leave("a");
  });
});
