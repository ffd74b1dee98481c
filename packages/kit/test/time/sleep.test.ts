import { getEventListeners } from "node:events";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { pause, sleep, systemClock } from "../../src/index.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("sleep", () => {
  it("resolves after the time and leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    const sleeping = sleep(50, signal);
    await vi.advanceTimersByTimeAsync(50);
    await sleeping;
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("needs no signal", async () => {
    const sleeping = sleep(50);
    await vi.advanceTimersByTimeAsync(50);
    await expect(sleeping).resolves.toBeUndefined();
  });

  it("rejects with the signal's reason at once and leaves no timer", async () => {
    const controller = new AbortController();
    const sleeping = sleep(50, controller.signal);
    controller.abort(new Error("enough"));
    await expect(sleeping).rejects.toThrow("enough");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("rejects without a timer when the signal has fired before", async () => {
    await expect(sleep(50, AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("pause", () => {
  it("ends after the time, or as soon as the signal fires, and leaves no timer", async () => {
    const controller = new AbortController();
    const whole = pause(50, controller.signal);
    await vi.advanceTimersByTimeAsync(50);
    await expect(whole).resolves.toBeUndefined();
    const cut = pause(50, controller.signal);
    controller.abort(new Error("enough"));
    await expect(cut).resolves.toBeUndefined();
    await expect(pause(50, controller.signal)).resolves.toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("systemClock", () => {
  it("gives Unix milliseconds and whole, non-decreasing microseconds", () => {
    vi.useRealTimers();
    expect(Math.abs(systemClock.nowMs() - Date.now())).toBeLessThan(1000);
    const first = systemClock.monotonicUs();
    expect(Number.isInteger(first)).toBe(true);
    expect(systemClock.monotonicUs()).toBeGreaterThanOrEqual(first);
  });
});
