/** What a hotkey published with `serve_axon`: where validators find its miner. */
export interface AxonInfo {
  /** Textual address: dotted IPv4, or IPv6 as RFC 5952 writes it. */
  readonly ip: string;
  readonly port: number;
  readonly ipType: 4 | 6;
  /** Not checked by the chain. TCP is 0 in the chain's documentation; the Python SDK sends 4. */
  readonly protocol: number;
  /** Free for the subnet's own use; the Python SDK packs its version as major·10⁶ + minor·10³ + patch. */
  readonly version: number;
  /** Block in which it was served. The serving rate limit counts from here. */
  readonly block: number;
}

/** One UID of a subnet. */
export interface Neuron {
  readonly uid: number;
  /** SS58. */
  readonly hotkey: string;
  /** 32 bytes. */
  readonly hotkeyPublicKey: Uint8Array;
  /** SS58. */
  readonly coldkey: string;
  /**
   * Its stake weight on the subnet, in 10⁻⁹: the subnet's alpha that is staked to it, and, in part (`TaoWeight`), the TAO
   * that are staked to it on root. What permits and thresholds go by, and no amount of TAO.
   */
  readonly stakeRao: bigint;
  /** Whether it may set weights, that is, act as a validator. */
  readonly validatorPermit: boolean;
  /** Whether it set weights within the subnet's activity cut-off. */
  readonly active: boolean;
  /** `null` when it never served, or served the address 0. */
  readonly axon: AxonInfo | null;
}

/** A subnet's neurons as of one block, ordered by UID. */
export interface Metagraph {
  readonly netuid: number;
  readonly block: number;
  readonly neurons: readonly Neuron[];
}
