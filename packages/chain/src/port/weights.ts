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
  /** The least stake weight, in RAO, whose weights are taken; a subnet's owner is no exception. See `Neuron.stakeRao`. */
  readonly stakeThresholdRao: bigint;
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

/** A commitment to weights: they stay unknown until they are revealed. */
export interface CommitWeightsRequest {
  readonly netuid: number;
  /** See `weightCommitHash`. 0x and 64 hex digits. */
  readonly commitHash: string;
  /** The validator's hotkey. */
  readonly signer: Keypair;
}

/** What was committed to. All of it must be as it was when it was hashed, the order of the weights too. */
export interface RevealWeightsRequest extends SetWeightsRequest {
  /** Words of 16 bits. */
  readonly salt: readonly number[];
}

/**
 * When a commitment may be revealed: in the blocks of one epoch. Blocks that are still to come are a forecast: a subnet's
 * owner can change the length of an epoch, and on some runtimes end one early.
 */
export interface RevealWindow {
  /** The runtime's count. */
  readonly epoch: number;
  /** Infinity on a subnet without epochs. */
  readonly firstBlock: number;
  readonly lastBlock: number;
}

/** A commitment that the chain keeps. */
export interface WeightCommit {
  /** 0x and 64 hex digits. */
  readonly hash: string;
  /** Block that holds it. */
  readonly block: number;
  readonly window: RevealWindow;
  /** How it would fare in the next block. */
  readonly phase: "early" | "due" | "expired";
}

/** What a hotkey committed to and did not reveal, as of the best block. */
export interface WeightCommits {
  /** Number of the best block. */
  readonly block: number;
  /** Oldest first. One that is revealed takes those before it along. */
  readonly commits: readonly WeightCommit[];
  /** When a commitment of the next block could be revealed. */
  readonly next: RevealWindow;
}
