import { getEventListeners } from "node:events";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { linkSignal, TimeoutError } from "../../src/index.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe("linkSignal", () => {
  it("fires with its parent and passes the reason on", () => {
    const parent = new AbortController();
    const { signal, release } = linkSignal(parent.signal, 100);
    parent.abort(new Error("stop"));
    expect(signal.reason).toEqual(new Error("stop"));
    release();
  });

  it("has fired from the start when its parent has", () => {
    const { signal } = linkSignal(AbortSignal.abort(new Error("before")), 100);
    expect(signal.reason).toEqual(new Error("before"));
  });

  it("fires after the time limit, exactly, and says which it was", () => {
    const { signal, release } = linkSignal(undefined, 100);
    vi.advanceTimersByTime(99);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(signal.reason).toEqual(new TimeoutError(100));
    expect(signal.reason).toMatchObject({ timeoutMs: 100, message: "no answer within 100 ms" });
    release();
  });

  it("has no time limit unless one is given", () => {
    const { signal } = linkSignal(new AbortController().signal);
    vi.advanceTimersByTime(2 ** 31);
    expect(signal.aborted).toBe(false);
  });

  it("fires no more once released, which may be said twice", () => {
    const parent = new AbortController();
    const { signal, release } = linkSignal(parent.signal, 100);
    release();
    release();
    vi.advanceTimersByTime(100);
    parent.abort();
    expect(signal.aborted).toBe(false);
  });

  it("leaves nothing on a long-lived parent after 100,000 joins", () => {
    const { signal: parent } = new AbortController();
    for (let join = 0; join < 100_000; join++) linkSignal(parent, 1000).release();
    expect(getEventListeners(parent, "abort")).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
