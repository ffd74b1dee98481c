import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { runServices, type Service, TimeoutError } from "../../src/index.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** A service that writes down what happens to it. */
function recorded(
  name: string,
  events: string[],
  faults: Partial<Pick<Service, "start" | "stop">> = {},
): Service {
  return {
    name,
    start: async (signal) => {
      events.push(`start ${name}`);
      await faults.start?.(signal);
    },
    stop: async () => {
      events.push(`stop ${name}`);
      await faults.stop?.();
    },
  };
}

function setUp() {
  const events: string[] = [];
  const controller = new AbortController();
  const stopErrors: [string, unknown][] = [];
  const options = {
    signal: controller.signal,
    stopTimeoutMs: 1000,
    onStopError: (service: string, error: unknown) => void stopErrors.push([service, error]),
    onReady: () => void events.push("ready"),
  };
  return { events, controller, stopErrors, options };
}

describe("runServices", () => {
  it("starts in order, is ready once, and stops in reverse when the signal fires", async () => {
    const { events, controller, stopErrors, options } = setUp();
    const running = runServices([recorded("a", events), recorded("b", events)], options);
    await vi.advanceTimersByTimeAsync(0);
    expect(events).toEqual(["start a", "start b", "ready"]);

    controller.abort();
    await running;
    expect(events).toEqual(["start a", "start b", "ready", "stop b", "stop a"]);
    expect(stopErrors).toEqual([]);
  });

  it("undoes a half-finished start, including the service that failed, and throws its error", async () => {
    const { events, options } = setUp();
    const failure = new Error("port in use");
    const failing = recorded("b", events, { start: () => Promise.reject(failure) });

    const running = runServices([recorded("a", events), failing, recorded("c", events)], options);

    await expect(running).rejects.toBe(failure);
    expect(events).toEqual(["start a", "start b", "stop b", "stop a"]);
  });

  it("starts nothing when the signal has fired before", async () => {
    const { events, controller, options } = setUp();
    controller.abort();
    await runServices([recorded("a", events)], options);
    expect(events).toEqual([]);
  });

  it("treats a start cut short by the signal as an ordinary stop", async () => {
    const { events, controller, options } = setUp();
    const waiting = recorded("a", events, {
      start: (signal) =>
        new Promise((_, reject) =>
          signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
        ),
    });
    const running = runServices([waiting, recorded("b", events)], options);
    controller.abort();
    await running;
    expect(events).toEqual(["start a", "stop a"]);
  });

  it("does not start the rest when the signal fires during a start that succeeds", async () => {
    const { events, controller, options } = setUp();
    const stopping = recorded("a", events, { start: async () => controller.abort() });
    await runServices([stopping, recorded("b", events)], options);
    expect(events).toEqual(["start a", "stop a"]);
  });

  it("leaves behind a service that does not stop in time, names it, and stops the others", async () => {
    const { events, controller, stopErrors, options } = setUp();
    const stuck = recorded("b", events, { stop: () => new Promise(() => undefined) });
    const running = runServices([recorded("a", events), stuck], options);
    await vi.advanceTimersByTimeAsync(0);

    controller.abort();
    await vi.advanceTimersByTimeAsync(999);
    expect(events).not.toContain("stop a");
    await vi.advanceTimersByTimeAsync(1);
    await running;
    expect(events.slice(-2)).toEqual(["stop b", "stop a"]);
    expect(stopErrors).toEqual([["b", new TimeoutError(1000)]]);
  });

  it.each([
    ["an error", new Error("busy"), new Error("busy")],
    ["something else", "busy", new Error("busy")],
  ])("reports %s thrown by a stop as an error and goes on", async (_, thrown, reported) => {
    const { events, controller, stopErrors, options } = setUp();
    const failing = recorded("b", events, { stop: () => Promise.reject(thrown) });
    const running = runServices([recorded("a", events), failing], options);
    await vi.advanceTimersByTimeAsync(0);
    controller.abort();
    await running;
    expect(events.at(-1)).toBe("stop a");
    expect(stopErrors).toEqual([["b", reported]]);
  });
});
