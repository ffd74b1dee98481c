import { AppError } from "@headframe/kit";

/** What can go wrong with a localnet. */
export type LocalnetFailure =
  | { readonly code: "localnet/port-in-use"; readonly host: string; readonly port: number }
  | {
      readonly code: "localnet/cannot-listen";
      readonly host: string;
      readonly port: number;
      readonly reason: string;
    }
  | { readonly code: "localnet/call-failed"; readonly call: string; readonly error: string }
  | { readonly code: "localnet/unknown-neuron"; readonly netuid: number; readonly hotkey: string };

export class LocalnetError extends AppError<LocalnetFailure> {}
