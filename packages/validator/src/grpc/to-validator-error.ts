import { RpcError, status } from "@headframe/protocol";
import { ValidatorError } from "../errors.js";

const UNREACHABLE: ReadonlySet<status> = new Set([status.UNAVAILABLE, status.DEADLINE_EXCEEDED]);
const UNWELCOME: ReadonlySet<status> = new Set([status.UNAUTHENTICATED, status.PERMISSION_DENIED]);

/** Says what a failed call to a miner means for a validator. What is no failure of a call is given back as it is. */
export function toValidatorError(error: unknown, address: string): unknown {
  if (!(error instanceof RpcError)) return error;
  const { peerCode: minerCode } = error;
  const { details } = error.detail;
  if (UNREACHABLE.has(error.detail.status) && minerCode === undefined) {
    return new ValidatorError(
      { code: "validator/axon-unreachable", address },
      `cannot reach the miner at ${address}: ${withoutAddress(error.message, address)}`,
      { cause: error, hint: "is the miner running, and does its firewall let the axon's port through?" },
    );
  }
  if (UNWELCOME.has(error.detail.status)) {
    return new ValidatorError(
      { code: "validator/authentication-refused", address, minerCode },
      `the miner at ${address} refuses this validator: ${withCode(details, minerCode)}`,
      { cause: error, hint: error.hint ?? "its operator decides who may challenge it" },
    );
  }
  return new ValidatorError(
    { code: "validator/request-refused", address, minerCode },
    `the miner at ${address} did not answer the request: ${withCode(details, minerCode)}`,
    { cause: error, hint: error.hint ?? "try again; the miner's log has the details" },
  );
}

/** The sentence of a peer with its code, so that both can be looked up. */
export function withCode(sentence: string, code: string | undefined): string {
  return code === undefined ? sentence : `${sentence} (${code})`;
}

function withoutAddress(message: string, address: string): string {
  return message.startsWith(`${address}: `) ? message.slice(address.length + 2) : message;
}

/** Says what the end of a session's stream means. What is no failure of a stream is given back as it is. */
export function toSessionError(error: unknown, executorId: string): unknown {
  if (!(error instanceof RpcError)) return error;
  const { peerCode: minerCode, hint } = error;
  const { address, details } = error.detail;
  if (minerCode === undefined) {
    return new ValidatorError(
      { code: "validator/session-lost", executorId },
      `lost the session with executor ${executorId} through ${address}: ${details}`,
      { cause: error, hint: "the executor, its miner or the network went away; their logs say which" },
    );
  }
  return new ValidatorError(
    { code: "validator/executor-refused", executorId, minerCode },
    `the miner at ${address} refused a session with executor ${executorId}: ${withCode(details, minerCode)}`,
    { cause: error, hint: hint ?? "the miner's log has the details" },
  );
}
