import { enumeration, struct, variant, type Variant } from "../../scale/composites.js";
import { boundedVec } from "../../scale/containers.js";
import { bytes, fixedBytes, u32, u64 } from "../../scale/primitives.js";
import type { Hex } from "../../scale/hex.js";
import type { Type, ValueOf } from "../../scale/type.js";

/** Fields that a commitment has at most. */
export const MAX_FIELDS = 3;

const LONGEST_RAW = 128;

/** Raw0 to Raw128: the length is in the variant, its index is one more. */
const raw = Object.fromEntries(
  Array.from({ length: LONGEST_RAW + 1 }, (_, length) => [
    `Raw${length}`,
    variant(length + 1, fixedBytes(length)),
  ]),
) as Readonly<Record<`Raw${number}`, Variant<Type<Hex>>>>;

const others = {
  None: variant(0),
  BlakeTwo256: variant(130, fixedBytes(32)),
  Sha256: variant(131, fixedBytes(32)),
  Keccak256: variant(132, fixedBytes(32)),
  ShaThree256: variant(133, fixedBytes(32)),
  TimelockEncrypted: variant(134, { encrypted: bytes, reveal_round: u64 }),
  ResetBondsFlag: variant(135),
  BigRaw: variant(136, bytes),
};

/** In the order of the indexes: clients list them so. */
const { None, ...later } = others;
const variants: typeof others & typeof raw = { None, ...raw, ...later };

/** One field of what a neuron makes public about itself. */
const commitmentData = enumeration("pallet_commitments::types::Data", variants);

export const commitmentInfo = struct("pallet_commitments::types::CommitmentInfo", {
  fields: boundedVec(commitmentData, MAX_FIELDS),
});
export type CommitmentInfo = ValueOf<typeof commitmentInfo>;

/** A commitment as it is stored. */
export const registration = struct("pallet_commitments::types::Registration", {
  deposit: u64,
  block: u32,
  info: commitmentInfo,
});
