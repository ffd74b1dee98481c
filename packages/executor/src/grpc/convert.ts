import { isUuid } from "@headframe/kit";
import { type GpuClaim, hotkeySchemeOf } from "@headframe/pow";
import type { DelegationOffer } from "../proof/session-credential.js";
import type { Adoption } from "../state/identity.js";
import type { ExecutorState, ExecutorStatus } from "../status/executor-status.js";
import { RequestError } from "./errors.js";

const STATES = {
  ready: "EXECUTOR_STATE_READY",
  proving: "EXECUTOR_STATE_PROVING",
  draining: "EXECUTOR_STATE_DRAINING",
  unable: "EXECUTOR_STATE_UNABLE",
} as const satisfies Record<ExecutorState, string>;

interface WireAdoption {
  readonly executorId: string;
  readonly minerHotkey: Uint8Array;
  readonly minerScheme: number;
  readonly genesisHash: Uint8Array;
}

/** @throws {RequestError} `executor/invalid-request` */
export function toAdoption(request: WireAdoption): Adoption {
  const minerScheme = hotkeySchemeOf(request.minerScheme);
  if (minerScheme === undefined) {
    throw invalid("miner_scheme", `must be 1 (sr25519) or 2 (Ed25519), not ${request.minerScheme}`);
  }
  if (!isUuid(request.executorId)) throw invalid("executor_id", "must be a UUID");
  return {
    executorId: request.executorId,
    minerHotkey: bytes("miner_hotkey", request.minerHotkey, 32),
    minerScheme,
    genesisHash: bytes("genesis_hash", request.genesisHash, 32),
  };
}

interface WireDelegation {
  readonly sessionKey: Uint8Array;
  /** Unsigned 64-bit integers in decimal, as proto-loader gives them. */
  readonly notBeforeMs: string;
  readonly notAfterMs: string;
  readonly signature: Uint8Array;
}

/** @throws {RequestError} `executor/invalid-request` */
export function toDelegationOffer(request: WireDelegation): DelegationOffer {
  return {
    session: bytes("session_key", request.sessionKey, 32),
    notBeforeMs: unixMs("not_before_ms", request.notBeforeMs),
    notAfterMs: unixMs("not_after_ms", request.notAfterMs),
    signature: bytes("signature", request.signature, 64),
  };
}

/** The fields of `GetStatusResponse`. */
export function fromStatus(status: ExecutorStatus) {
  return {
    executorId: status.identity.adoption?.executorId ?? "",
    installationId: status.identity.installationId,
    version: status.version,
    state: STATES[status.state],
    reason: status.reason?.message ?? "",
    reasonCode: status.reason?.code ?? "",
    backend: status.backend,
    devices: status.devices.map(fromClaim),
    uptimeSeconds: status.uptimeSeconds,
    sessionKey: status.sessionKey,
    delegationNotAfterMs: status.delegationNotAfterMs ?? 0,
  };
}

function fromClaim(claim: GpuClaim) {
  return {
    uuid: claim.uuid,
    name: claim.name,
    totalBytes: claim.totalBytes.toString(),
    freeBytes: claim.freeBytes.toString(),
    driver: claim.driver,
    computeMajor: claim.ccMajor,
    computeMinor: claim.ccMinor,
    multiprocessors: claim.sms,
  };
}

/** A copy: what proto-loader gives is a view into the whole message. */
function bytes(field: string, value: Uint8Array, length: number): Uint8Array {
  if (value.length !== length) throw invalid(field, `must have ${length} bytes, not ${value.length}`);
  return new Uint8Array(value);
}

function unixMs(field: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw invalid(field, `must be Unix milliseconds, not ${text}`);
  return value;
}

function invalid(field: string, what: string): RequestError {
  return new RequestError({ code: "executor/invalid-request", field }, `${field} ${what}`, {
    hint: "miner and executor may be of different versions: compare `miner --version` and `executor --version`",
  });
}
