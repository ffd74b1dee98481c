import type { Keypair } from "../keys/keypair.js";

/** What a subnet asks of the weights that a validator sets, as of the best block. */
export interface WeightTerms {
  /** Weights of a lower version are refused. */
  readonly versionKey: bigint;
  /** Blocks that must lie between two weights of one validator. */
  readonly rateLimitBlocks: number;
  /** How many UIDs weights must name at least, on a subnet that has so many. */
  readonly minUids: number;
  /** The largest share of all weights that one UID may have, 0…1. */
  readonly maxShare: number;
  /** Whether weights must be committed to first and revealed later: then plain ones are refused. */
  readonly isCommitReveal: boolean;
  /** Whether the chain takes commitments that reveal themselves at a round of the drand beacon. */
  readonly canTimelock: boolean;
  /** Block of each UID's latest weights, by UID; 0 when it never set any. */
  readonly lastUpdateBlocks: readonly number[];
}

/** What a validator gives to one UID. */
export interface Weight {
  readonly uid: number;
  /** 0 to 65535; only the proportion counts. */
  readonly weight: number;
}

/** Weights to set, in place of all earlier ones. */
export interface SetWeightsRequest {
  readonly netuid: number;
  readonly weights: readonly Weight[];
  readonly versionKey: bigint;
  /** The validator's hotkey. It needs no balance: setting weights is free. */
  readonly signer: Keypair;
}
