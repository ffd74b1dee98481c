import { status } from "@grpc/grpc-js";
import type { OutgoingStatus } from "../errors/outgoing-status.js";
import type { CallScope } from "./call-context.js";

/**
 * The one line about a call. `debug`: it succeeded, its caller gave up, or a caller was refused who proved nothing:
 * strangers must not fill the log, so they are counted. `info`: a known caller was refused. `error`: nobody foresaw how
 * it failed.
 */
export function logOutcome(scope: CallScope, failure?: OutgoingStatus, cause?: unknown): void {
  const { method, caller, requestId, peer, startedUs, logger, clock } = scope;
  const durationMs = (clock.monotonicUs() - startedUs) / 1000;
  const outcome = status[failure?.code ?? status.OK];
  const facts = { method, caller, requestId, peer, durationMs, outcome };
  if (failure === undefined) logger.debug(facts, "call ended");
  else if (failure.code === status.CANCELLED) logger.debug({ ...facts, err: cause }, "call ended");
  else if (failure.isExpected) {
    const isStranger = caller.kind === "anonymous";
    if (isStranger) scope.onStrangerRefused(outcome);
    logger[isStranger ? "debug" : "info"]({ ...facts, reason: failure.details }, "call refused");
  } else logger.error({ ...facts, err: cause }, "call failed");
}
