/**
 * How the miner sees one executor.
 *
 * - `unknown`: nothing was heard of it yet.
 * - `healthy`: its last check passed.
 * - `degraded`: it answers but cannot prove, or it missed a check and is being tried again.
 * - `unhealthy`: it missed `maxAttempts` checks in a row, or must not be used at all.
 * - `recovering`: it answers again after being unhealthy and has to pass {@link RECOVERY_CHECKS} checks in a row.
 */
export const HEALTH_STATES = ["unknown", "healthy", "degraded", "unhealthy", "recovering"] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** Checks in a row that an executor has to pass before it counts as healthy again. */
const RECOVERY_CHECKS = 2;

/** What validators are told instead of reasons that may hold addresses. */
const UNREACHED = "its miner cannot reach it";
const NOT_USED = "its miner does not use it";
const HELD_BACK = "it waits for its operator";

/** What one check found. */
export type CheckResult =
  /** It answers and takes challenges. */
  | { readonly kind: "passed" }
  /** It answers, and says why it takes none. */
  | { readonly kind: "limited"; readonly reason: string }
  /** It did not answer properly. */
  | { readonly kind: "failed"; readonly reason: string }
  /** It must not be used whatever it answers, for instance because it is another entry's box. */
  | { readonly kind: "refused"; readonly reason: string };

/** The state and what the next change depends on. */
export interface Health {
  readonly state: HealthState;
  /** A sentence for the operator, who may see addresses; empty when healthy. */
  readonly reason: string;
  /** The same for validators, who may not. */
  readonly publicReason: string;
  /** When {@link Health.state} last changed, Unix milliseconds. */
  readonly sinceMs: number;
  readonly failuresInARow: number;
  /** Passed checks in a row while recovering. */
  readonly passesInARow: number;
}

export interface HealthRules {
  /** Checks in a row that may fail before an executor counts as unhealthy. At least 1. */
  readonly maxAttempts: number;
  /** Whether an unhealthy executor that answers again comes back by itself. */
  readonly autoRecovery: boolean;
}

/** Of an executor that was not checked yet. */
export function initialHealth(nowMs: number): Health {
  const reason = "not checked yet";
  return {
    state: "unknown",
    reason,
    publicReason: reason,
    sinceMs: nowMs,
    failuresInARow: 0,
    passesInARow: 0,
  };
}

/** Of an executor that an earlier process left waiting for the operator. */
export function heldHealth(reason: string, sinceMs: number, rules: HealthRules): Health {
  return {
    state: "unhealthy",
    reason,
    publicReason: HELD_BACK,
    sinceMs,
    failuresInARow: rules.maxAttempts,
    passesInARow: 0,
  };
}

/**
 * Whether challenges may be sent to an executor. Its own answer is more exact than ours when degraded; one that
 * recovers must have passed a check first, also when it was the operator who let it back in.
 */
export function isUsable({ state, passesInARow }: Pick<Health, "state" | "passesInARow">): boolean {
  switch (state) {
    case "healthy":
    case "degraded":
      return true;
    case "recovering":
      return passesInARow > 0;
    case "unknown":
    case "unhealthy":
      return false;
  }
}

/** The health after one more check at `nowMs`. Pure. */
export function afterCheck(health: Health, result: CheckResult, rules: HealthRules, nowMs: number): Health {
  switch (result.kind) {
    case "passed":
      return afterPass(health, rules, nowMs);
    case "limited":
      return afterLimited(health, result.reason, rules, nowMs);
    case "failed":
      return afterFailure(health, result.reason, rules, nowMs);
    case "refused":
      return change(health, nowMs, {
        state: "unhealthy",
        reason: result.reason,
        publicReason: NOT_USED,
        failuresInARow: health.failuresInARow + 1,
      });
  }
}

/** The health of an executor that an operator lets back in: it recovers from whatever made it unhealthy. */
export function afterReadmission(health: Health, nowMs: number): Health {
  if (health.state !== "unhealthy") return health;
  return change(health, nowMs, { state: "recovering", reason: "let back in by the operator" });
}

function afterPass(health: Health, rules: HealthRules, nowMs: number): Health {
  switch (health.state) {
    case "unknown":
    case "healthy":
    case "degraded":
      return change(health, nowMs, { state: "healthy", reason: "" });
    case "unhealthy":
      return rules.autoRecovery ? recovering(health, 1, nowMs) : heldBack(health, nowMs);
    case "recovering": {
      const passes = health.passesInARow + 1;
      if (passes < RECOVERY_CHECKS) return recovering(health, passes, nowMs);
      return change(health, nowMs, { state: "healthy", reason: "" });
    }
  }
}

function afterLimited(health: Health, reason: string, rules: HealthRules, nowMs: number): Health {
  switch (health.state) {
    case "unknown":
    case "healthy":
    case "degraded":
      return change(health, nowMs, { state: "degraded", reason });
    case "unhealthy":
      return rules.autoRecovery
        ? change(health, nowMs, { state: "recovering", reason })
        : heldBack(health, nowMs);
    case "recovering":
      return change(health, nowMs, { state: "recovering", reason });
  }
}

function afterFailure(health: Health, reason: string, rules: HealthRules, nowMs: number): Health {
  const failuresInARow = health.failuresInARow + 1;
  const isExhausted = failuresInARow >= rules.maxAttempts;
  // Trust that was just being rebuilt is gone with the first failure.
  const isLost = isExhausted || health.state === "unhealthy" || health.state === "recovering";
  const tried = health.state === "unknown" ? "unknown" : "degraded";
  const state = isLost ? "unhealthy" : tried;
  return change(health, nowMs, { state, reason, publicReason: UNREACHED, failuresInARow });
}

/** It answers again, but the operator wants to decide. */
function heldBack(health: Health, nowMs: number): Health {
  const reason =
    "it answers again and waits for the operator, because executor_management.auto_recovery is off";
  return change(health, nowMs, { state: "unhealthy", reason, publicReason: HELD_BACK });
}

function recovering(health: Health, passesInARow: number, nowMs: number): Health {
  const reason = `passed ${passesInARow} of ${RECOVERY_CHECKS} checks after being unhealthy`;
  return change(health, nowMs, { state: "recovering", reason, passesInARow });
}

interface Change extends Partial<Health> {
  readonly state: HealthState;
  readonly reason: string;
}

/** What a change does not say is zero, and its reason may be told to everybody. */
function change(health: Health, nowMs: number, next: Change): Health {
  return {
    publicReason: next.reason,
    failuresInARow: 0,
    passesInARow: 0,
    sinceMs: next.state === health.state ? health.sinceMs : nowMs,
    ...next,
  };
}
