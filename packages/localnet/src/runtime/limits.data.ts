/** Largest unsigned 64-bit value: "no limit" for the size of proofs. */
const NO_LIMIT = 18_446_744_073_709_551_615n;

const baseExtrinsic = { ref_time: 108_157_000n, proof_size: 0n };

/** How much work fits a block, in picoseconds of the reference machine; the production chain's figures. */
export const BLOCK_WEIGHTS = {
  base_block: { ref_time: 431_614_000n, proof_size: 0n },
  max_block: { ref_time: 4_000_000_000_000n, proof_size: NO_LIMIT },
  per_class: {
    normal: {
      base_extrinsic: baseExtrinsic,
      max_extrinsic: { ref_time: 2_599_891_843_000n, proof_size: 11_990_383_647_911_208_550n },
      max_total: { ref_time: 3_000_000_000_000n, proof_size: 13_835_058_055_282_163_711n },
      reserved: { ref_time: 0n, proof_size: 0n },
    },
    operational: {
      base_extrinsic: baseExtrinsic,
      max_extrinsic: { ref_time: 3_599_891_843_000n, proof_size: 16_602_069_666_338_596_454n },
      max_total: { ref_time: 4_000_000_000_000n, proof_size: NO_LIMIT },
      reserved: { ref_time: 1_000_000_000_000n, proof_size: 4_611_686_018_427_387_904n },
    },
    mandatory: {
      base_extrinsic: baseExtrinsic,
      max_extrinsic: undefined,
      max_total: undefined,
      reserved: undefined,
    },
  },
};

/** How many bytes of transactions fit a block. */
export const BLOCK_LENGTH = { max: { normal: 7_864_320, operational: 10_485_760, mandatory: 10_485_760 } };

/** What one access to the database costs, in picoseconds. */
export const DB_WEIGHT = { read: 25_000_000n, write: 100_000_000n };
