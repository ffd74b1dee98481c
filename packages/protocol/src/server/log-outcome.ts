import { status } from "@grpc/grpc-js";
import type { OutgoingStatus } from "../errors/outgoing-status.js";
import type { CallScope } from "./call-context.js";

/**
 * The one line about a call. `debug`: it succeeded, or its caller gave up. `info`: it was refused. `error`: nobody
 * foresaw how it failed.
 */
export function logOutcome(scope: CallScope, failure?: OutgoingStatus, cause?: unknown): void {
  const { method, caller, requestId, peer, startedUs, logger, clock } = scope;
  const durationMs = (clock.monotonicUs() - startedUs) / 1000;
  const facts = { method, caller, requestId, peer, durationMs, outcome: status[failure?.code ?? status.OK] };
  if (failure === undefined) logger.debug(facts, "call ended");
  else if (failure.code === status.CANCELLED) logger.debug({ ...facts, err: cause }, "call ended");
  else if (failure.isExpected) logger.info({ ...facts, reason: failure.details }, "call refused");
  else logger.error({ ...facts, err: cause }, "call failed");
}
