import type { Metadata } from "@polkadot/types";
import { callDifferences, callFields, incompatibleFeature, type CallShape } from "./runtime-shapes.js";

/** A call that registers; the first kind takes the highest price as its last argument. */
export type RegistrationCall = "register_limit" | "burned_register";

const REGISTERED = { event: "NeuronRegistered", tells: ["u16", "u16", "AccountId32"] };
const LIMIT: CallShape = {
  call: "register_limit",
  takes: ["netuid: u16", "hotkey: AccountId32", "limit_price: u64"],
  ...REGISTERED,
};
const BURNED: CallShape = {
  call: "burned_register",
  takes: ["netuid: u16", "hotkey: AccountId32"],
  ...REGISTERED,
};

/**
 * The call that refuses to burn more than a limit where the chain has it (from spec 424), `burned_register` otherwise.
 *
 * What is signed here spends money: a call that means something else by now is named, not guessed at. Throws
 * `chain/incompatible-runtime`.
 */
export function chooseRegistrationCall(metadata: Metadata, specVersion: number): RegistrationCall {
  const isLimited = callFields(metadata, LIMIT.call) !== undefined;
  const differences = callDifferences(metadata, isLimited ? LIMIT : BURNED);
  if (differences.length > 0) throw incompatibleFeature("registers", specVersion, differences);
  return isLimited ? "register_limit" : "burned_register";
}
