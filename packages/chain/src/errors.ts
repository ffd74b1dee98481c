import { AppError } from "@headframe/kit";

/** Why the chain could not be used, or refused. */
export type ChainFailure =
  | { readonly code: "chain/invalid-endpoint"; readonly endpoint: string }
  | { readonly code: "chain/endpoint-unreachable"; readonly endpoint: string }
  | { readonly code: "chain/wrong-network"; readonly endpoint: string; readonly genesisHash: string }
  | { readonly code: "chain/not-subtensor"; readonly endpoint: string; readonly specName: string }
  | {
      readonly code: "chain/incompatible-runtime";
      readonly specVersion: number;
      readonly differences: readonly string[];
    }
  | { readonly code: "chain/metadata-not-kept"; readonly file: string }
  | { readonly code: "chain/disconnected"; readonly endpoint: string }
  | { readonly code: "chain/timeout"; readonly operation: string; readonly timeoutMs: number }
  | { readonly code: "chain/request-failed"; readonly operation: string; readonly rpcCode?: number }
  | { readonly code: "chain/closed" }
  | { readonly code: "chain/subnet-not-found"; readonly netuid: number }
  | { readonly code: "chain/hotkey-not-registered"; readonly netuid: number; readonly hotkey: string }
  | { readonly code: "chain/serving-rate-limit"; readonly netuid: number; readonly hotkey: string }
  | { readonly code: "chain/already-registered"; readonly netuid: number; readonly hotkey: string }
  | { readonly code: "chain/foreign-hotkey"; readonly hotkey: string; readonly coldkey: string }
  | { readonly code: "chain/registration-closed"; readonly netuid: number }
  | { readonly code: "chain/price-too-high"; readonly netuid: number; readonly maxPriceRao: string }
  | { readonly code: "chain/balance-too-low"; readonly coldkey: string }
  | { readonly code: "chain/weights-rate-limit"; readonly netuid: number; readonly hotkey: string }
  | { readonly code: "chain/weights-refused"; readonly netuid: number; readonly reason: string }
  | { readonly code: "chain/not-reveal-epoch"; readonly netuid: number; readonly hotkey: string }
  | { readonly code: "chain/no-such-commit"; readonly netuid: number; readonly hotkey: string }
  | { readonly code: "chain/invalid-axon"; readonly ip: string; readonly port: number }
  | { readonly code: "chain/transaction-refused"; readonly call: string; readonly reason: string }
  | { readonly code: "chain/transaction-failed"; readonly call: string; readonly error: string }
  | { readonly code: "chain/transaction-lost"; readonly call: string };

/** An expected failure of the chain, of the connection to it or of a transaction. */
export class ChainError extends AppError<ChainFailure> {}

/** Failures to ask a node that pass without anybody doing anything: what was asked can be asked again. */
export const PASSING_FAILURES: ReadonlySet<ChainFailure["code"]> = new Set<ChainFailure["code"]>([
  "chain/disconnected",
  "chain/endpoint-unreachable",
  "chain/timeout",
  "chain/request-failed",
]);

/** Why an address cannot be used. */
export interface AddressFailure {
  readonly code: "chain/invalid-address";
  readonly address: string;
}

/** A text that is no SS58 address of this chain. */
export class AddressError extends AppError<AddressFailure> {}
