import { AppError } from "@headframe/kit";

/** Why the miner's axon could not be put on the chain, or is of no use there. */
export type AxonFailure =
  | { readonly code: "axon/not-registered"; readonly hotkey: string; readonly netuid: number }
  | { readonly code: "axon/no-external-ip" }
  | { readonly code: "axon/not-served"; readonly ip: string; readonly port: number }
  | { readonly code: "axon/unreachable"; readonly ip: string; readonly port: number };

/** An expected failure to appear on the chain. */
export class AxonError extends AppError<AxonFailure> {}
