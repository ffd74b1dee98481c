import { describe, expect, test } from "vitest";
import {
  afterCheck,
  afterReadmission,
  type CheckResult,
  type Health,
  type HealthRules,
  type HealthState,
  initialHealth,
  isUsable,
} from "../../src/fleet/health.js";

const RULES: HealthRules = { maxAttempts: 3, autoRecovery: true };
const passed: CheckResult = { kind: "passed" };
const failed: CheckResult = { kind: "failed", reason: "no answer" };
const limited: CheckResult = { kind: "limited", reason: "no GPU" };
const refused: CheckResult = { kind: "refused", reason: "another entry's box" };

function after(results: readonly CheckResult[], rules: HealthRules = RULES): Health {
  return results.reduce(
    (health, result, index) => afterCheck(health, result, rules, index + 1),
    initialHealth(0),
  );
}

describe("the state after", () => {
  test.each<readonly [string, readonly CheckResult[], HealthState]>([
    ["nothing", [], "unknown"],
    ["a first pass", [passed], "healthy"],
    ["a first failure", [failed], "unknown"],
    ["three first failures", [failed, failed, failed], "unhealthy"],
    ["one failure of a healthy one", [passed, failed], "degraded"],
    ["two failures of a healthy one", [passed, failed, failed], "degraded"],
    ["three failures of a healthy one", [passed, failed, failed, failed], "unhealthy"],
    ["failures with a pass between them", [passed, failed, failed, passed, failed], "degraded"],
    ["a limited answer", [passed, limited], "degraded"],
    ["a pass after a limited answer", [limited, passed], "healthy"],
    ["a refusal", [passed, refused], "unhealthy"],
    ["one pass after being unhealthy", [refused, passed], "recovering"],
    ["two passes after being unhealthy", [refused, passed, passed], "healthy"],
    ["a failure while recovering", [refused, passed, failed], "unhealthy"],
    ["a limited answer after being unhealthy", [refused, limited], "recovering"],
    ["a limited answer while recovering", [refused, passed, limited], "recovering"],
    ["one pass after a limited answer while recovering", [refused, passed, limited, passed], "recovering"],
    ["two passes after it", [refused, passed, limited, passed, passed], "healthy"],
  ])("%s", (_, results, state) => {
    expect(after(results).state).toBe(state);
  });
});

test("an unhealthy executor waits for the operator when auto_recovery is off", () => {
  const rules = { ...RULES, autoRecovery: false };
  const held = after([refused, passed, passed, passed], rules);
  expect(held).toMatchObject({ state: "unhealthy", reason: expect.stringContaining("auto_recovery is off") });
  expect(after([refused, limited], rules).state).toBe("unhealthy");
  const readmitted = afterReadmission(held, 9);
  expect(readmitted.state).toBe("recovering");
  expect(
    [passed, passed].reduce((health, result) => afterCheck(health, result, rules, 10), readmitted).state,
  ).toBe("healthy");
});

test("readmission leaves alone what is not unhealthy", () => {
  const healthy = after([passed]);
  expect(afterReadmission(healthy, 5)).toBe(healthy);
});

test("keeps the reason of the latest check, and since when the state lasts", () => {
  const health = after([passed, failed, { kind: "failed", reason: "refused" }]);
  expect(health).toMatchObject({ state: "degraded", reason: "refused", sinceMs: 2, failuresInARow: 2 });
  expect(after([passed]).reason).toBe("");
});

test.each<readonly [string, Health, boolean]>([
  ["unknown", after([]), false],
  ["healthy", after([passed]), true],
  ["degraded", after([passed, limited]), true],
  ["unhealthy", after([refused]), false],
  ["recovering and passed a check", after([refused, passed]), true],
  ["recovering and still limited", after([refused, limited]), false],
  ["let back in by the operator and not checked since", afterReadmission(after([refused]), 2), false],
])("whether challenges go to an executor that is %s", (_, health, isExpected) => {
  expect(isUsable(health)).toBe(isExpected);
});

test("tells validators reasons without what only the operator may see", () => {
  const address = { kind: "failed", reason: "Failed to connect to executor at 10.0.0.5:50051" } as const;
  expect(after([passed, address]).publicReason).toBe("its miner cannot reach it");
  expect(after([passed, refused]).publicReason).toBe("its miner does not use it");
  expect(after([passed, limited]).publicReason).toBe("no GPU");
  expect(after([refused, passed], { ...RULES, autoRecovery: false }).publicReason).toBe(
    "it waits for its operator",
  );
  expect(after([passed]).publicReason).toBe("");
});
