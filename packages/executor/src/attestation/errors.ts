import { AppError } from "@headframe/kit";

/** Why a report cannot be made or believed. */
export type AttestationFailure =
  | { readonly code: "attestation/key-unusable"; readonly path: string }
  | { readonly code: "attestation/unreadable-transcript"; readonly path: string }
  | { readonly code: "attestation/unreadable"; readonly path: string }
  /** Its bytes are not the canonical ones: what was signed would not be what is read. */
  | { readonly code: "attestation/not-canonical"; readonly path: string }
  | { readonly code: "attestation/bad-signature"; readonly path: string }
  /** It is about something else than was expected. */
  | { readonly code: "attestation/unexpected"; readonly field: "key" | "nonce" | "challenge" };

/** A report about the box that cannot be made, or is not what it should be. */
export class AttestationError extends AppError<AttestationFailure> {}
