import type { Keypair } from "../keys/keypair.js";
import type { Inclusion } from "./inclusion.js";

/** What it takes to register on a subnet, as of the best block. */
export interface RegistrationTerms {
  /** Burned by the next registration, in RAO. It falls with every block and rises with every registration. */
  readonly priceRao: bigint;
  /** Whether the subnet takes registrations at all. */
  readonly isOpen: boolean;
  /** Whether the chain has a call that refuses to burn more than a limit (from spec 424). */
  readonly canLimitPrice: boolean;
  /** For so many blocks after its registration a neuron is pruned only when nothing else is left. */
  readonly immunityPeriodBlocks: number;
}

/** A hotkey to register. */
export interface RegisterRequest {
  readonly netuid: number;
  /** SS58. */
  readonly hotkey: string;
  /**
   * Burn no more than this, in RAO. A chain with `canLimitPrice` holds it. On any other the price is compared in the block
   * that is signed in, and more is burned only if somebody registers in the few blocks until the transaction is included.
   */
  readonly maxPriceRao: bigint;
  /** The coldkey that pays, and owns the hotkey from then on. */
  readonly signer: Keypair;
}

/** A registration that is in a block. */
export interface Registration extends Inclusion {
  readonly uid: number;
}
