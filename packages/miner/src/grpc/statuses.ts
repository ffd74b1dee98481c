import { status, type StatusTable } from "@headframe/protocol";
import type { AddressFailure } from "@headframe/chain";
import type { AccessFailure } from "../access/errors.js";
import type { DatabaseFailure } from "../db/errors.js";
import type { FleetFailure } from "../fleet/errors.js";

const ACCESS = {
  "access/malformed-request": status.INVALID_ARGUMENT,
  "access/target-required": status.INVALID_ARGUMENT,
  "access/wrong-target": status.PERMISSION_DENIED,
  "access/stale-timestamp": status.UNAUTHENTICATED,
  "access/invalid-signature": status.UNAUTHENTICATED,
  "access/nonce-reused": status.UNAUTHENTICATED,
  "access/not-allowed": status.PERMISSION_DENIED,
  "access/not-registered": status.PERMISSION_DENIED,
  "access/no-validator-permit": status.PERMISSION_DENIED,
  "access/stake-too-low": status.PERMISSION_DENIED,
  "access/chain-view-stale": status.UNAVAILABLE,
  "access/rate-limited": status.RESOURCE_EXHAUSTED,
  "access/too-many-sessions": status.RESOURCE_EXHAUSTED,
  "access/invalid-token": status.UNAUTHENTICATED,
  "access/timeout": status.DEADLINE_EXCEEDED,
  "access/not-offered": status.UNIMPLEMENTED,
} as const satisfies StatusTable<AccessFailure["code"]>;

const FLEET = {
  "fleet/unknown-executor": status.NOT_FOUND,
  "fleet/executor-busy": status.RESOURCE_EXHAUSTED,
  "fleet/executor-unavailable": status.UNAVAILABLE,
  "fleet/draining": status.UNAVAILABLE,
  "fleet/executor-unreachable": status.UNAVAILABLE,
  "fleet/executor-refused": status.FAILED_PRECONDITION,
  "fleet/no-first-message": status.DEADLINE_EXCEEDED,
  "fleet/enrolment-off": status.PERMISSION_DENIED,
  "fleet/invalid-enrolment": status.INVALID_ARGUMENT,
  "fleet/alias-taken": status.ALREADY_EXISTS,
  "fleet/address-taken": status.ALREADY_EXISTS,
  "fleet/full": status.RESOURCE_EXHAUSTED,
  "fleet/not-enrolled": status.NOT_FOUND,
  "fleet/listed-executor": status.FAILED_PRECONDITION,
} as const satisfies StatusTable<FleetFailure["code"]>;

/** Failures of the database say nothing that a peer could use but whether to try again. */
const DATABASE = {
  "database/overloaded": status.UNAVAILABLE,
} as const satisfies Partial<StatusTable<DatabaseFailure["code"]>>;

const ADDRESS = {
  "chain/invalid-address": status.INVALID_ARGUMENT,
} as const satisfies StatusTable<AddressFailure["code"]>;

/** What each failure becomes on the axon. */
export const AXON_STATUSES = { ...ACCESS, ...FLEET, ...DATABASE, ...ADDRESS };

/** What each failure becomes where executors enrol. */
export const ENROLMENT_STATUSES = { ...FLEET, ...DATABASE };
