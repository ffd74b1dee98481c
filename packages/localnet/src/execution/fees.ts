import { BLOCK_WEIGHTS } from "../runtime/limits.data.js";
import { bindCall } from "./rules.js";
import type { SignedExtrinsic } from "./extrinsic.js";
import type { DispatchClass, Pays, Weight } from "../runtime/types/dispatch.js";

/** RAO for a picosecond of work: 50 parts in a million. */
const WEIGHT_FEE_PARTS = 50_000n;
const PARTS = 1_000_000_000n;

/** What one transaction costs, and what it is made of. In RAO, without tip. */
export interface Fee {
  readonly base: bigint;
  readonly length: bigint;
  readonly work: bigint;
  readonly total: bigint;
  readonly weight: Weight;
  readonly class: DispatchClass;
  readonly pays: Pays;
}

/** One RAO for each byte. */
export function lengthToFee(length: number): bigint {
  return BigInt(length);
}

export function weightToFee(weight: Weight): bigint {
  return (weight.ref_time * WEIGHT_FEE_PARTS) / PARTS;
}

/** The fee of a transaction: for its base, its length and its work; nothing at all for calls that do not pay. */
export function feeOf(extrinsic: Pick<SignedExtrinsic, "call" | "bytes">): Fee {
  const { rule } = bindCall(extrinsic.call);
  const isPaid = rule.pays === "Yes";
  const weight = { ref_time: rule.refTime, proof_size: 0n };
  const base = isPaid ? weightToFee(BLOCK_WEIGHTS.per_class.normal.base_extrinsic) : 0n;
  const length = isPaid ? lengthToFee(extrinsic.bytes.length) : 0n;
  const work = isPaid ? weightToFee(weight) : 0n;
  return { base, length, work, total: base + length + work, weight, class: rule.class, pays: rule.pays };
}
