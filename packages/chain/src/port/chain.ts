import type { Keypair } from "../keys/keypair.js";
import type { Inclusion } from "./inclusion.js";
import type { AxonInfo, Metagraph } from "./metagraph.js";
import type { NetworkName } from "./network.js";
import type { RegisterRequest, Registration, RegistrationTerms } from "./registration.js";
import type {
  CommitWeightsRequest,
  RevealWeightsRequest,
  SetWeightsRequest,
  Weight,
  WeightCommits,
  WeightTerms,
} from "./weights.js";

/** A block as seen from outside. */
export interface Head {
  readonly number: number;
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

/** What to publish with `serve_axon`. */
export interface ServeAxonRequest {
  readonly netuid: number;
  /** IPv4 or IPv6 address that validators can dial. */
  readonly ip: string;
  readonly port: number;
  /** Default 0. */
  readonly protocol?: number;
  /** Default 0. */
  readonly version?: number;
  /** The hotkey that serves. It needs no balance: serving is free. */
  readonly signer: Keypair;
}

/** `signal` ends a call early; it then rejects with the signal's reason. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Told about every new best block, and again from the current one after a lost connection came back. */
export type HeadListener = (head: Head) => void;

/** Ends a subscription. Idempotent. */
export type Unsubscribe = () => void;

/**
 * A Subtensor chain that we are connected to. The connection repairs itself after a loss; while it is down
 * every call fails at once with `chain/disconnected`. Each call has a deadline of its own and rejects with
 * a `ChainError` for everything that a network, a chain or a configuration can do wrong.
 */
export interface Chain {
  /** The node that is connected, or was last. It changes when there are several. */
  readonly endpoint: string;
  readonly network: NetworkName;
  /** Hash of block 0, 32 bytes: what identifies the chain. */
  readonly genesisHash: Uint8Array;
  /** Runtime version now; it rises with every runtime upgrade. */
  readonly specVersion: number;
  readonly isConnected: boolean;

  bestHead(options?: CallOptions): Promise<Head>;
  finalizedHead(options?: CallOptions): Promise<Head>;
  /** Calls `listener` for every new best block until unsubscribed or closed. */
  subscribeHeads(listener: HeadListener): Unsubscribe;

  /** The whole subnet as of the best block. Rejects with `chain/subnet-not-found`. */
  metagraph(netuid: number, options?: CallOptions): Promise<Metagraph>;
  /** UID of `hotkey` (SS58), or `null` when it is not registered there. */
  uidOf(netuid: number, hotkey: string, options?: CallOptions): Promise<number | null>;
  /** What `hotkey` serves; `null` when nothing, or the address 0. */
  axonOf(netuid: number, hotkey: string, options?: CallOptions): Promise<AxonInfo | null>;
  /**
   * Block in which `hotkey` served last, from which the rate limit counts; 0 when it never did. Other than
   * {@link Chain.axonOf} it knows the address 0.
   */
  axonServedAt(netuid: number, hotkey: string, options?: CallOptions): Promise<number>;
  /** Blocks that must lie between two `serve_axon` of one hotkey. 0: no limit. */
  servingRateLimit(netuid: number, options?: CallOptions): Promise<number>;

  /** Time of the block with this hash (32 bytes), as its author set it: milliseconds since 1970. */
  timestampOf(blockHash: Uint8Array, options?: CallOptions): Promise<number>;

  /** What an account (SS58) can spend, in RAO. */
  balanceOf(address: string, options?: CallOptions): Promise<bigint>;
  /** What registering on a subnet takes now. Rejects with `chain/subnet-not-found`. */
  registrationTerms(netuid: number, options?: CallOptions): Promise<RegistrationTerms>;
  /** Block in which the subnet was registered; 0 when there is none. A netuid can pass to another subnet: then it rises. */
  subnetRegisteredAt(netuid: number, options?: CallOptions): Promise<number>;
  /** Block in which the neuron with this UID was registered; 0 when there is none. A swap of its hotkey leaves it. */
  registeredAt(netuid: number, uid: number, options?: CallOptions): Promise<number>;
  /**
   * Registers a hotkey and resolves once the transaction is in a block and its `NeuronRegistered` event was read. Costs
   * a fee and the burn. Rejects with `chain/already-registered`, `chain/balance-too-low`, `chain/price-too-high`,
   * `chain/registration-closed`, `chain/foreign-hotkey` and whatever {@link Chain.serveAxon} says of a transaction.
   */
  register(request: RegisterRequest, options?: CallOptions): Promise<Registration>;

  /**
   * Publishes an axon and resolves once the transaction is in a block and its `AxonServed` event was read.
   * It counts against the rate limit even when nothing changes: compare with {@link Chain.axonOf} first. A call that
   * is aborted, or ends in `chain/transaction-lost`, may still take effect: what was sent cannot be taken back.
   */
  serveAxon(request: ServeAxonRequest, options?: CallOptions): Promise<Inclusion>;

  /** What the subnet asks of weights. Rejects with `chain/subnet-not-found`. */
  weightTerms(netuid: number, options?: CallOptions): Promise<WeightTerms>;
  /** The weights that this UID set last, scaled by the chain so that the largest is 65535; none when it never did. */
  weightsOf(netuid: number, uid: number, options?: CallOptions): Promise<readonly Weight[]>;
  /**
   * Sets weights in plain and resolves once the transaction is in a block and its `WeightsSet` event was read. Rejects
   * with `chain/weights-rate-limit`, `chain/weights-refused`, `chain/hotkey-not-registered` and whatever
   * {@link Chain.serveAxon} says of a transaction.
   */
  setWeights(request: SetWeightsRequest, options?: CallOptions): Promise<Inclusion>;

  /** What `hotkey` (SS58) committed to and did not reveal, and when it may. */
  weightCommits(netuid: number, hotkey: string, options?: CallOptions): Promise<WeightCommits>;
  /**
   * Commits to weights and resolves once the transaction is in a block and its `WeightsCommitted` event was read.
   * Rejects as {@link Chain.setWeights} does. What is committed to must be kept before this is called: without it nothing
   * can be revealed.
   */
  commitWeights(request: CommitWeightsRequest, options?: CallOptions): Promise<Inclusion>;
  /**
   * Reveals weights that were committed to, which sets them, and resolves once the transaction is in a block and its
   * `WeightsRevealed` event was read. Rejects with `chain/not-reveal-epoch`, `chain/no-such-commit`, and as
   * {@link Chain.setWeights} does.
   */
  revealWeights(request: RevealWeightsRequest, options?: CallOptions): Promise<Inclusion>;

  /** Ends subscriptions, running calls (`chain/closed`) and the connection; leaves no timer. Idempotent. */
  close(): Promise<void>;
}
