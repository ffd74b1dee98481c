import { AppError } from "@headframe/kit";

/** Why a caller was not let in, or why credentials cannot be made. */
export type AuthFailure =
  | { readonly code: "auth/missing-token"; readonly method: string }
  | { readonly code: "auth/malformed-token" }
  | { readonly code: "auth/bad-signature" }
  | { readonly code: "auth/wrong-algorithm" }
  | { readonly code: "auth/wrong-issuer"; readonly expected: string }
  | { readonly code: "auth/wrong-audience"; readonly audience: string }
  | { readonly code: "auth/expired"; readonly expiredAtMs: number }
  | { readonly code: "auth/not-yet-valid"; readonly notBeforeMs: number }
  | { readonly code: "auth/lifetime-too-long"; readonly limitSeconds: number }
  | { readonly code: "auth/missing-claim"; readonly claim: string }
  | { readonly code: "auth/missing-scope"; readonly method: string }
  | { readonly code: "auth/unknown-caller"; readonly subject: string }
  | { readonly code: "auth/weak-secret"; readonly lengthBytes: number };

/** A caller that was not let in, or a secret that cannot protect anything. */
export class AuthError extends AppError<AuthFailure> {}
