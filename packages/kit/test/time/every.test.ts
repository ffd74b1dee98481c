import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { every } from "../../src/index.js";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function setUp() {
  const controller = new AbortController();
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  return { controller, errors, options: { intervalMs: 100, signal: controller.signal, onError } };
}

describe("every", () => {
  it("counts the interval from the end of one run to the start of the next", async () => {
    const { controller, options } = setUp();
    const starts: number[] = [];
    const running = every(async () => {
      starts.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 30));
    }, options);

    await vi.advanceTimersByTimeAsync(300);
    controller.abort();
    await vi.advanceTimersByTimeAsync(30);
    await running;
    expect(starts).toEqual([0, 130, 260]);
  });

  it("waits for the initial delay", async () => {
    const { controller, options } = setUp();
    const starts: number[] = [];
    const running = every(() => void starts.push(Date.now()), { ...options, initialDelayMs: 50 });
    await vi.advanceTimersByTimeAsync(49);
    expect(starts).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    controller.abort();
    await running;
    expect(starts).toEqual([50]);
  });

  it("reports each failed run and goes on", async () => {
    const { controller, errors, options } = setUp();
    let runs = 0;
    const running = every(() => {
      runs++;
      if (runs < 3) throw new Error(`run ${runs}`);
    }, options);
    await vi.advanceTimersByTimeAsync(200);
    controller.abort();
    await running;
    expect(runs).toBe(3);
    expect(errors).toEqual([new Error("run 1"), new Error("run 2")]);
  });

  it("gives the signal to the run under way, waits for it, and does not report its end as an error", async () => {
    const { controller, errors, options } = setUp();
    let hasEnded = false;
    const running = every(
      (signal) =>
        new Promise((_, reject) =>
          signal.addEventListener(
            "abort",
            () =>
              setTimeout(() => {
                hasEnded = true;
                reject(signal.reason);
              }, 10),
            { once: true },
          ),
        ),
      options,
    );
    await vi.advanceTimersByTimeAsync(1);
    controller.abort();
    expect(hasEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(10);
    await running;
    expect(hasEnded).toBe(true);
    expect(errors).toEqual([]);
  });

  it("lets other work run between runs that never wait, even without an interval", async () => {
    vi.useRealTimers();
    const { controller, options } = setUp();
    let runs = 0;
    const running = every(() => void runs++, { ...options, intervalMs: 0 });
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await running;
    expect(runs).toBeLessThan(1000);
    vi.useFakeTimers();
  });

  it("does nothing when the signal has fired before", async () => {
    const { controller, options } = setUp();
    controller.abort();
    const task = vi.fn();
    await every(task, options);
    expect(task).not.toHaveBeenCalled();
  });
});
