import { describe, expect, it } from "vitest";
import { AppError, runUntilStopped } from "../../src/index.js";

const reason = new DOMException("stopped by SIGTERM", "AbortError");
const stopped = AbortSignal.abort(reason);

describe("runUntilStopped", () => {
  it.each([
    ["the reason of the signal", reason],
    ["a failure caused by it", new AppError({ code: "chain/lost" }, "no chain", { cause: reason })],
    ["a library's own abort", Object.assign(new Error("aborted"), { name: "AbortError" })],
  ])("takes %s for an ordinary end once the signal has fired", async (_, error) => {
    await expect(runUntilStopped(() => Promise.reject(error), stopped)).resolves.toBeUndefined();
  });

  it("throws what went wrong for another reason, also after the signal", async () => {
    const failure = new AppError({ code: "db/broken" }, "the database is broken", {
      cause: new Error("disk"),
    });
    await expect(runUntilStopped(() => Promise.reject(failure), stopped)).rejects.toBe(failure);
  });

  it("ends with a failure that is its own cause", async () => {
    const failure = new Error("loop");
    failure.cause = failure;
    await expect(runUntilStopped(() => Promise.reject(failure), stopped)).rejects.toBe(failure);
  });

  it("throws an abort that nobody asked for", async () => {
    const run = () => Promise.reject(reason);
    await expect(runUntilStopped(run, new AbortController().signal)).rejects.toBe(reason);
  });
});
