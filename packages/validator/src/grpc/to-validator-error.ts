import { RpcError, status } from "@headframe/protocol";
import { ValidatorError } from "../errors.js";
import { wordsOfCall } from "./peer-words.js";

const UNREACHABLE: ReadonlySet<status> = new Set([status.UNAVAILABLE, status.DEADLINE_EXCEEDED]);
const UNWELCOME: ReadonlySet<status> = new Set([status.UNAUTHENTICATED, status.PERMISSION_DENIED]);

/** Says what a failed call to a miner means for a validator. What is no failure of a call is given back as it is. */
export function toValidatorError(error: unknown, address: string): unknown {
  if (!(error instanceof RpcError)) return error;
  const { sentence, code: minerCode, hint } = wordsOfCall(error);
  if (UNREACHABLE.has(error.detail.status) && minerCode === undefined) {
    return new ValidatorError(
      { code: "validator/axon-unreachable", address },
      `cannot reach the miner at ${address}: ${sentence}`,
      { cause: error, hint: "is the miner running, and does its firewall let the axon's port through?" },
    );
  }
  if (UNWELCOME.has(error.detail.status)) {
    return new ValidatorError(
      { code: "validator/authentication-refused", address, minerCode },
      `the miner at ${address} refuses this validator: ${sentence}`,
      { cause: error, hint: hint ?? "its operator decides who may challenge it" },
    );
  }
  return new ValidatorError(
    { code: "validator/request-refused", address, minerCode },
    `the miner at ${address} did not answer the request: ${sentence}`,
    { cause: error, hint: hint ?? "try again; the miner's log has the details" },
  );
}

/** Says what the end of a session's stream means. What is no failure of a stream is given back as it is. */
export function toSessionError(error: unknown, executorId: string): unknown {
  if (!(error instanceof RpcError)) return error;
  const { sentence, code: minerCode, hint } = wordsOfCall(error);
  const { address } = error.detail;
  if (minerCode === undefined) {
    return new ValidatorError(
      { code: "validator/session-lost", executorId },
      `lost the session with executor ${executorId} through ${address}: ${sentence}`,
      { cause: error, hint: "the executor, its miner or the network went away; their logs say which" },
    );
  }
  return new ValidatorError(
    { code: "validator/executor-refused", executorId, minerCode },
    `the miner at ${address} refused a session with executor ${executorId}: ${sentence}`,
    { cause: error, hint: hint ?? "the miner's log has the details" },
  );
}
