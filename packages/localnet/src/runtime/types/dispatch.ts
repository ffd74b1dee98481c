import { enumeration, names, struct, variant } from "../../scale/composites.js";
import { fixedBytes, u64, u8, wideCompact } from "../../scale/primitives.js";
import type { ValueOf } from "../../scale/type.js";

export const weight = struct("sp_weights::weight_v2::Weight", {
  ref_time: wideCompact(u64),
  proof_size: wideCompact(u64),
});
export type Weight = ValueOf<typeof weight>;

export const dispatchClass = names("frame_support::dispatch::DispatchClass", [
  "Normal",
  "Operational",
  "Mandatory",
]);
export type DispatchClass = ValueOf<typeof dispatchClass>;

export const pays = names("frame_support::dispatch::Pays", ["Yes", "No"]);
export type Pays = ValueOf<typeof pays>;

/** What `ExtrinsicSuccess` and `ExtrinsicFailed` tell about the cost. */
export const dispatchEventInfo = struct("frame_system::DispatchEventInfo", {
  weight,
  class: dispatchClass,
  pays_fee: pays,
});

const moduleError = struct("sp_runtime::ModuleError", { index: u8, error: fixedBytes(4) });

const tokenError = names("sp_runtime::TokenError", [
  "FundsUnavailable",
  "OnlyProvider",
  "BelowMinimum",
  "CannotCreate",
  "UnknownAsset",
  "Frozen",
  "Unsupported",
  "CannotCreateHold",
  "NotExpendable",
  "Blocked",
]);

const trieError = names("sp_runtime::proving_trie::TrieError", [
  "InvalidStateRoot",
  "IncompleteDatabase",
  "ValueAtIncompleteKey",
  "DecoderError",
  "InvalidHash",
  "DuplicateKey",
  "ExtraneousNode",
  "ExtraneousValue",
  "ExtraneousHashReference",
  "InvalidChildReference",
  "ValueMismatch",
  "IncompleteProof",
  "RootMismatch",
  "DecodeError",
]);

/** Why a call failed. */
export const dispatchError = enumeration("sp_runtime::DispatchError", {
  Other: variant(0),
  CannotLookup: variant(1),
  BadOrigin: variant(2),
  Module: variant(3, moduleError),
  ConsumerRemaining: variant(4),
  NoProviders: variant(5),
  TooManyConsumers: variant(6),
  Token: variant(7, tokenError),
  Arithmetic: variant(
    8,
    names("sp_arithmetic::ArithmeticError", ["Underflow", "Overflow", "DivisionByZero"]),
  ),
  Transactional: variant(9, names("sp_runtime::TransactionalError", ["LimitReached", "NoLayer"])),
  Exhausted: variant(10),
  Corruption: variant(11),
  Unavailable: variant(12),
  RootNotAllowed: variant(13),
  Trie: variant(14, trieError),
});
export type DispatchErrorValue = ValueOf<typeof dispatchError>;
