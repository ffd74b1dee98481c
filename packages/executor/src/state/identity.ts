import type { SignatureScheme } from "@headframe/chain";

/** The miner that an executor belongs to, and its place there. Fixed by the first `Adopt`. */
export interface Adoption {
  /** UUID of this executor in the miner's fleet: the executor id of GPOW-1. */
  readonly executorId: string;
  /** Public key of the miner's hotkey, 32 bytes. */
  readonly minerHotkey: Uint8Array;
  readonly minerScheme: SignatureScheme;
  /** Hash of block 0 of the miner's chain, 32 bytes. */
  readonly genesisHash: Uint8Array;
}

/** Who this executor is, across restarts. */
export interface Identity {
  /** UUID of the box, made at its first start. */
  readonly installationId: string;
  readonly adoption: Adoption | undefined;
}
