import { status } from "@grpc/grpc-js";
import type { AuthFailure } from "../auth/auth-error.js";
import type { ProtocolFailure } from "./protocol-error.js";

/**
 * Which gRPC status each failure code of a service becomes. Write one per service with
 * `satisfies StatusTable<MyFailure["code"]>`, so that a new code does not compile until it is mapped.
 */
export type StatusTable<Code extends string = string> = Readonly<Record<Code, status>>;

/** The statuses of refusals before a handler runs. */
export const AUTH_STATUSES = {
  "auth/missing-token": status.UNAUTHENTICATED,
  "auth/malformed-token": status.UNAUTHENTICATED,
  "auth/bad-signature": status.UNAUTHENTICATED,
  "auth/wrong-algorithm": status.UNAUTHENTICATED,
  "auth/wrong-issuer": status.UNAUTHENTICATED,
  "auth/wrong-audience": status.UNAUTHENTICATED,
  "auth/expired": status.UNAUTHENTICATED,
  "auth/not-yet-valid": status.UNAUTHENTICATED,
  "auth/lifetime-too-long": status.UNAUTHENTICATED,
  "auth/missing-claim": status.UNAUTHENTICATED,
  "auth/unknown-caller": status.UNAUTHENTICATED,
  "auth/missing-scope": status.PERMISSION_DENIED,
  "auth/weak-secret": status.INTERNAL,
} as const satisfies StatusTable<AuthFailure["code"]>;

/** The statuses of calls that no service could have answered. */
export const PROTOCOL_STATUSES = {
  "protocol/message-too-large": status.RESOURCE_EXHAUSTED,
  "protocol/unknown-method": status.UNIMPLEMENTED,
} as const satisfies StatusTable<ProtocolFailure["code"]>;
