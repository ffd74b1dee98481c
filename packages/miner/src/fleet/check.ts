import { AppError, type Clock, errorMessage, linkSignal, TimeoutError } from "@headframe/kit";
import { delegate, type Delegator, needsDelegation } from "./delegation.js";
import { FleetError } from "./errors.js";
import type { ExecutorPeer, ExecutorReport } from "./executor-peer.js";
import type { CheckResult } from "./health.js";

/** What a check needs to know about the executor. */
export interface CheckSubject {
  readonly executorId: string;
  readonly alias: string;
  readonly grpcAddress: string;
  readonly peer: ExecutorPeer;
  /** UUID of the box if the last check of this process reached it; a check after a failed one adopts again. */
  readonly installationId: string | undefined;
  /** Notes which box the entry is; gives the alias of another entry that is this box, if there is one. */
  claim(installationId: string): string | undefined;
}

/** Refusals of an adoption, which no retry changes: somebody has to act on the box or in the configuration. */
const LASTING_REFUSALS = new Set([
  "executor/adopted-by-another-miner",
  "executor/adopted-as-another-id",
  "executor/adopted-on-another-chain",
]);

/** What an executor without authentication says whose box was reset; with it, it refuses our token. */
const NOT_ADOPTED = "executor/not-adopted";

/** What a check found. */
export interface CheckOutcome {
  readonly result: CheckResult;
  /** What the executor said about itself, if it did. */
  readonly report?: ExecutorReport;
}

export interface CheckOptions {
  readonly timeoutMs: number;
  readonly delegator: Delegator;
  readonly clock: Pick<Clock, "nowMs">;
  readonly signal: AbortSignal;
}

/**
 * Asks an executor how it is; on the way adopts it at first contact, and renews its delegation when it is about to
 * end or the session key changed. Never rejects: whatever goes wrong is the result.
 */
export async function checkExecutor(subject: CheckSubject, options: CheckOptions): Promise<CheckOutcome> {
  const limit = linkSignal(options.signal, options.timeoutMs);
  try {
    return await contact(subject, options, limit.signal);
  } catch (error) {
    const isLasting =
      error instanceof FleetError &&
      error.detail.code === "fleet/executor-refused" &&
      LASTING_REFUSALS.has(error.detail.peerCode);
    const reason = describeFailure(subject, error, limit.signal);
    return { result: { kind: isLasting ? "refused" : "failed", reason } };
  } finally {
    limit.release();
  }
}

async function contact(
  subject: CheckSubject,
  options: CheckOptions,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  const { peer } = subject;
  const installationId = subject.installationId ?? (await peer.adopt(signal)).installationId;
  const original = subject.claim(installationId);
  if (original !== undefined) {
    const reason = `${subject.alias} at ${subject.grpcAddress} is the same box as ${original} (installation ${installationId}): remove one of the two entries`;
    return { result: { kind: "refused", reason } };
  }
  let report = await peer.status(signal);
  const strangeness = describeStrangeness(report, installationId, subject.grpcAddress);
  if (strangeness !== undefined) return { result: { kind: "failed", reason: strangeness } };
  if (needsDelegation(report.delegationNotAfterMs, options.clock.nowMs())) {
    await renewDelegation(subject, report.sessionKey, options, signal);
    report = await peer.status(signal);
  }
  return { result: judge(report), report };
}

/** Why the box that answers has to be adopted first, which the check after a failed one does. */
function describeStrangeness(
  { installationId, reasonCode }: ExecutorReport,
  expectedId: string,
  grpcAddress: string,
): string | undefined {
  if (installationId !== expectedId) {
    return `another box (installation ${installationId}) now answers at ${grpcAddress}`;
  }
  return reasonCode === NOT_ADOPTED ? `the box at ${grpcAddress} forgot that it was adopted` : undefined;
}

async function renewDelegation(
  { executorId, peer }: CheckSubject,
  sessionKey: Uint8Array,
  { clock, delegator }: CheckOptions,
  signal: AbortSignal,
): Promise<void> {
  await peer.installDelegation(delegate(delegator, executorId, sessionKey, clock.nowMs()), signal);
}

function judge(report: ExecutorReport): CheckResult {
  switch (report.state) {
    case "ready":
    case "proving":
      return { kind: "passed" };
    case "draining":
      return { kind: "limited", reason: report.reason || "it drains: it takes no new work" };
    case "unable":
      return { kind: "limited", reason: report.reason || "it cannot prove and did not say why" };
  }
}

function describeFailure(subject: CheckSubject, error: unknown, signal: AbortSignal): string {
  const reason: unknown = signal.aborted ? signal.reason : error;
  if (reason instanceof TimeoutError) {
    return `Failed to connect to executor at ${subject.grpcAddress}: ${reason.message}`;
  }
  const hint = error instanceof AppError && error.hint !== undefined ? ` (${error.hint})` : "";
  return `${errorMessage(error)}${hint}`;
}
