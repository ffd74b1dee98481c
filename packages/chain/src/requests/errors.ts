import { AppError } from "@headframe/kit";

/** Why a signed request was refused. None of the sentences repeats a signature or what it covers. */
export type RequestFailure =
  /** `field` is the header, in the scheme's own spelling, or `scheme`. */
  | { readonly code: "request/malformed"; readonly field: string }
  | { readonly code: "request/wrong-receiver"; readonly receiver: string | null }
  | { readonly code: "request/stale"; readonly ageMs: number }
  | { readonly code: "request/replayed"; readonly hotkey: string }
  | { readonly code: "request/bad-signature"; readonly hotkey: string }
  | { readonly code: "request/too-many"; readonly retryAfterMs: number };

/** An expected refusal of a signed request. */
export class RequestError extends AppError<RequestFailure> {}

/** The refusal of a header that is missing or cannot be read. */
export function malformed(field: string, problem: string): RequestError {
  return new RequestError({ code: "request/malformed", field }, `${field} ${problem}`, {
    hint: "sign every request anew, with all headers of one scheme",
  });
}
