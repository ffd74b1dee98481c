import { describe, expect, it } from "vitest";

import {
  ABORT_CODES,
  abortCodeOf,
  READY_STATUSES,
  readyStatusOf,
  reasonOf,
  REASONS,
} from "../../src/rules/outcome.js";
import { provenRates } from "../../src/rules/timing.js";

describe("the closed lists of the protocol", () => {
  it.each([
    ["reasons", REASONS, reasonOf],
    ["Ready statuses", READY_STATUSES, readyStatusOf],
    ["abort codes", ABORT_CODES, abortCodeOf],
  ])("have one name for each number: %s", (_, table, nameOf) => {
    for (const [name, { code }] of Object.entries(table)) expect(nameOf(code)).toBe(name);
    expect(nameOf(255)).toBeUndefined();
  });

  it("give every reason from 64 on the outcome void, and every other but ok the outcome reject", () => {
    for (const { code, outcome } of Object.values(REASONS)) {
      expect(outcome).toBe(code >= 64 ? "void" : code === 0 ? "accept" : "reject");
    }
  });
});

describe("the rates that a GPU has shown", () => {
  it("are its work over the measured time, nothing subtracted", () => {
    const params = { tier: "lab", n: 256, K: 256, M: 1, W: 1024, S: 16, t1: 8, t2: 4 } as const;
    expect(provenRates(params, 1000, 100)).toEqual({
      opsPerUs: (2 * 256 ** 3) / 1000,
      bytesPerUs: (128 * 1024 * 16) / 100,
    });
  });
});
