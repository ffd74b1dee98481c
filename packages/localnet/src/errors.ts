import { AppError } from "@headframe/kit";

/** What can go wrong with a localnet, apart from its port (`ListenError`). */
export type LocalnetFailure =
  | { readonly code: "localnet/call-refused"; readonly call: string; readonly reason: string }
  | { readonly code: "localnet/call-failed"; readonly call: string; readonly error: string }
  | { readonly code: "localnet/unknown-neuron"; readonly netuid: number; readonly hotkey: string }
  | { readonly code: "localnet/bad-address"; readonly address: string }
  | { readonly code: "localnet/bad-state-file"; readonly file: string; readonly reason: string }
  | { readonly code: "localnet/unwritable-state-file"; readonly file: string; readonly reason: string };

/** An expected failure of a localnet. */
export class LocalnetError extends AppError<LocalnetFailure> {}
