import { AppError } from "@headframe/kit";

/** What is wrong with the files of a TLS identity. */
export type TlsFailure =
  | { readonly code: "tls/unreadable-file"; readonly file: string }
  | { readonly code: "tls/not-a-certificate"; readonly file: string }
  | { readonly code: "tls/not-a-key"; readonly file: string }
  | { readonly code: "tls/key-does-not-match"; readonly file: string };

export class TlsError extends AppError<TlsFailure> {}
