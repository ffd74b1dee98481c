import { formatTao } from "@headframe/chain";
import { AccessError } from "./errors.js";

/** A neuron as far as admission goes. */
export interface KnownNeuron {
  /** 32 bytes. */
  readonly hotkeyPublicKey: Uint8Array;
  readonly validatorPermit: boolean;
  /** Stake weight, in 10⁻⁹. */
  readonly stakeRao: bigint;
}

/** What the miner knows of its subnet without asking anybody; chain's `MetagraphView` is one. */
export interface SubnetView {
  /** Whether the view is too old to grant anything new on: a permit may have been lost in the meantime. */
  readonly isStale: boolean;
  /** Milliseconds since the view was last known to be the newest; infinite before the first reading. */
  ageMs(): number;
  /** The neuron of `hotkey` (SS58), or `undefined` when it is not registered. */
  neuronByHotkey(hotkey: string): KnownNeuron | undefined;
}

export interface AdmissionRules {
  /** Empty: everybody whom the other rules let in. */
  readonly allowedValidators: readonly string[];
  readonly requireValidatorPermit: boolean;
  readonly minValidatorStakeRao: bigint;
}

/** Decides whom the miner talks to: allow-list, registration, validator permit and stake weight. */
export class Admission {
  readonly #rules: AdmissionRules;
  readonly #subnet: SubnetView;
  readonly #allowed: ReadonlySet<string>;

  constructor(rules: AdmissionRules, { subnet }: { readonly subnet: SubnetView }) {
    this.#rules = rules;
    this.#subnet = subnet;
    this.#allowed = new Set(rules.allowedValidators);
  }

  /**
   * Throws unless `hotkey` may begin a session. With a stale view of the subnet nobody may, unless no
   * rule needs the chain.
   */
  assertMayBegin(hotkey: string): void {
    this.#assertListed(hotkey);
    if (!this.#needsChain()) return;
    if (this.#subnet.isStale) {
      throw new AccessError(
        { code: "access/chain-view-stale", ageMs: this.#subnet.ageMs() },
        "the miner cannot reach the chain, so it lets no new validator in",
        { hint: "try again in a few minutes; sessions that exist go on" },
      );
    }
    this.#assertStanding(hotkey);
  }

  /**
   * Throws if `hotkey` lost its right to an existing session. Judged by the view as it is, however old: a chain that
   * cannot be reached ends no session.
   */
  assertMayContinue(hotkey: string): void {
    this.#assertListed(hotkey);
    if (this.#needsChain() && Number.isFinite(this.#subnet.ageMs())) this.#assertStanding(hotkey);
  }

  #needsChain(): boolean {
    return this.#rules.requireValidatorPermit || this.#rules.minValidatorStakeRao > 0n;
  }

  #assertListed(hotkey: string): void {
    if (this.#allowed.size === 0 || this.#allowed.has(hotkey)) return;
    throw new AccessError(
      { code: "access/not-allowed", hotkey },
      `validator ${hotkey} is not on this miner's allow-list`,
      { hint: "the miner's operator lists validators in security.allowed_validators" },
    );
  }

  #assertStanding(hotkey: string): void {
    const neuron = this.#subnet.neuronByHotkey(hotkey);
    if (neuron === undefined) {
      throw new AccessError(
        { code: "access/not-registered", hotkey },
        `hotkey ${hotkey} is not registered on this subnet`,
        { hint: "register it, then wait until the miner has read the chain again" },
      );
    }
    if (this.#rules.requireValidatorPermit && !neuron.validatorPermit) {
      throw new AccessError(
        { code: "access/no-validator-permit", hotkey },
        `hotkey ${hotkey} holds no validator permit on this subnet`,
        { hint: "permits go to the neurons with the most stake and change once per epoch" },
      );
    }
    if (neuron.stakeRao < this.#rules.minValidatorStakeRao) {
      throw new AccessError(
        { code: "access/stake-too-low", hotkey, stakeRao: neuron.stakeRao.toString() },
        `validator ${hotkey} has the stake weight ${formatTao(neuron.stakeRao)}; this miner asks for ${formatTao(this.#rules.minValidatorStakeRao)}`,
        { hint: "the miner's operator sets security.min_validator_stake" },
      );
    }
  }
}
