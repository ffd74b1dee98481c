/**
 * How the miner sees one executor.
 *
 * - `unknown`: nothing was heard of it yet.
 * - `healthy`: its last check passed.
 * - `degraded`: it answers but cannot prove, or it missed a check and is being tried again.
 * - `unhealthy`: it missed `maxAttempts` checks in a row, or must not be used at all.
 * - `recovering`: it passed a check after being unhealthy and has to pass {@link RECOVERY_CHECKS} in a row.
 */
export const HEALTH_STATES = ["unknown", "healthy", "degraded", "unhealthy", "recovering"] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** Checks in a row that an executor has to pass before it counts as healthy again. */
const RECOVERY_CHECKS = 2;

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
  /** A sentence for people; empty when healthy. */
  readonly reason: string;
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
  return { state: "unknown", reason: "not checked yet", sinceMs: nowMs, failuresInARow: 0, passesInARow: 0 };
}

/** Whether challenges may be sent to an executor in this state. Its own answer is more exact than ours when degraded. */
export function isUsable(state: HealthState): boolean {
  return state === "healthy" || state === "degraded" || state === "recovering";
}

/** The health after one more check at `nowMs`. Pure. */
export function afterCheck(health: Health, result: CheckResult, rules: HealthRules, nowMs: number): Health {
  switch (result.kind) {
    case "passed":
      return afterPass(health, rules, nowMs);
    case "limited":
      return health.state === "unhealthy" && !rules.autoRecovery
        ? heldBack(health, nowMs)
        : change(health, "degraded", result.reason, nowMs, { failuresInARow: 0, passesInARow: 0 });
    case "failed":
      return afterFailure(health, result.reason, rules, nowMs);
    case "refused":
      return change(health, "unhealthy", result.reason, nowMs, {
        failuresInARow: health.failuresInARow + 1,
        passesInARow: 0,
      });
  }
}

/** The health of an executor that an operator lets back in: it recovers from whatever made it unhealthy. */
export function afterReadmission(health: Health, nowMs: number): Health {
  if (health.state !== "unhealthy") return health;
  return change(health, "recovering", "let back in by the operator", nowMs, {
    failuresInARow: 0,
    passesInARow: 0,
  });
}

function afterPass(health: Health, rules: HealthRules, nowMs: number): Health {
  const passed = { failuresInARow: 0, passesInARow: 0 };
  switch (health.state) {
    case "unknown":
    case "healthy":
    case "degraded":
      return change(health, "healthy", "", nowMs, passed);
    case "unhealthy":
      if (!rules.autoRecovery) return heldBack(health, nowMs);
      return change(health, "recovering", recoveringReason(1), nowMs, { failuresInARow: 0, passesInARow: 1 });
    case "recovering": {
      const passes = health.passesInARow + 1;
      return passes >= RECOVERY_CHECKS
        ? change(health, "healthy", "", nowMs, passed)
        : change(health, "recovering", recoveringReason(passes), nowMs, {
            failuresInARow: 0,
            passesInARow: passes,
          });
    }
  }
}

function afterFailure(health: Health, reason: string, rules: HealthRules, nowMs: number): Health {
  const failed = { failuresInARow: health.failuresInARow + 1, passesInARow: 0 };
  const exhausted = failed.failuresInARow >= rules.maxAttempts;
  // Trust that was just being rebuilt is gone with the first failure.
  if (exhausted || health.state === "unhealthy" || health.state === "recovering") {
    return change(health, "unhealthy", reason, nowMs, failed);
  }
  const state = health.state === "unknown" ? "unknown" : "degraded";
  return change(health, state, reason, nowMs, failed);
}

/** It answers again, but the operator wants to decide. */
function heldBack(health: Health, nowMs: number): Health {
  const reason =
    "it answers again and waits for the operator, because executor_management.auto_recovery is off";
  return change(health, "unhealthy", reason, nowMs, { failuresInARow: 0, passesInARow: 0 });
}

function recoveringReason(passes: number): string {
  return `passed ${passes} of ${RECOVERY_CHECKS} checks after being unhealthy`;
}

function change(
  health: Health,
  state: HealthState,
  reason: string,
  nowMs: number,
  counts: Pick<Health, "failuresInARow" | "passesInARow">,
): Health {
  return { ...counts, state, reason, sinceMs: state === health.state ? health.sinceMs : nowMs };
}
