import { status, type StatusTable } from "@headframe/protocol";
import type { GpuFailure } from "../gpu/errors.js";
import type { ChallengeFailure } from "../proof/errors.js";
import type { DelegationFailure } from "../proof/session-credential.js";
import type { AdoptionFailure } from "../state/adopt.js";
import type { RequestFailure } from "./errors.js";

const GPU_STATUSES = {
  "gpu/disabled": status.FAILED_PRECONDITION,
  "gpu/no-driver": status.FAILED_PRECONDITION,
  "gpu/no-libcuda": status.FAILED_PRECONDITION,
  "gpu/no-kernels": status.FAILED_PRECONDITION,
  "gpu/no-device": status.FAILED_PRECONDITION,
  "gpu/driver-failed": status.FAILED_PRECONDITION,
  "gpu/agent-failed": status.FAILED_PRECONDITION,
  "gpu/agent-starting": status.UNAVAILABLE,
  "gpu/agent-lost": status.UNAVAILABLE,
} as const satisfies StatusTable<GpuFailure["code"]>;

const DELEGATION_STATUSES = {
  "executor/not-adopted": status.FAILED_PRECONDITION,
  "executor/no-delegation": status.FAILED_PRECONDITION,
  "executor/stale-session-key": status.FAILED_PRECONDITION,
  "executor/invalid-delegation": status.INVALID_ARGUMENT,
} as const satisfies StatusTable<DelegationFailure["code"]>;

const REQUEST_STATUSES = {
  "executor/invalid-request": status.INVALID_ARGUMENT,
  "executor/not-offered": status.UNIMPLEMENTED,
  "executor/not-your-executor": status.PERMISSION_DENIED,
} as const satisfies StatusTable<RequestFailure["code"]>;

const ADOPTION_STATUSES = {
  "executor/adopted-by-another-miner": status.PERMISSION_DENIED,
  "executor/adopted-as-another-id": status.FAILED_PRECONDITION,
  "executor/adopted-on-another-chain": status.FAILED_PRECONDITION,
} as const satisfies StatusTable<AdoptionFailure["code"]>;

const CHALLENGE_STATUSES = {
  "executor/wrong-executor": status.NOT_FOUND,
  "executor/unreadable-prepare": status.INVALID_ARGUMENT,
  "executor/draining": status.UNAVAILABLE,
} as const satisfies StatusTable<ChallengeFailure["code"]>;

/** What the failures of `headframe.executor.v1.ExecutorService` become on the wire. */
export const EXECUTOR_SERVICE_STATUSES = {
  ...REQUEST_STATUSES,
  ...ADOPTION_STATUSES,
  ...DELEGATION_STATUSES,
};

/** What the failures of `headframe.pow.v1.ProofService` become on the wire. */
export const PROOF_SERVICE_STATUSES = {
  ...REQUEST_STATUSES,
  ...CHALLENGE_STATUSES,
  ...DELEGATION_STATUSES,
  ...GPU_STATUSES,
};

/** What the failures of `basilca.executor.v1.ExecutorControl` become on the wire. */
export const EXECUTOR_CONTROL_STATUSES = REQUEST_STATUSES;
