import type { RequestFailure } from "@headframe/chain";
import type { AccessFailure } from "../access/errors.js";
import type { DatabaseFailure } from "../db/errors.js";

const REQUEST = {
  "request/malformed": 400,
  "request/wrong-receiver": 403,
  "request/stale": 401,
  "request/replayed": 401,
  "request/bad-signature": 401,
  "request/too-many": 429,
} as const satisfies Record<RequestFailure["code"], number>;

const ACCESS = {
  "access/malformed-request": 400,
  "access/target-required": 400,
  "access/wrong-target": 403,
  "access/stale-timestamp": 401,
  "access/invalid-signature": 401,
  "access/nonce-reused": 401,
  "access/not-allowed": 403,
  "access/not-registered": 403,
  "access/no-validator-permit": 403,
  "access/stake-too-low": 403,
  "access/chain-view-stale": 503,
  "access/rate-limited": 429,
  "access/too-many-sessions": 429,
  "access/invalid-token": 401,
  "access/timeout": 504,
  "access/not-offered": 501,
} as const satisfies Record<AccessFailure["code"], number>;

const DATABASE = {
  "database/overloaded": 503,
} as const satisfies Partial<Record<DatabaseFailure["code"], number>>;

/** The HTTP status of every failure that a caller may be told of. */
export const HTTP_STATUSES: Readonly<Record<string, number>> = { ...REQUEST, ...ACCESS, ...DATABASE };
