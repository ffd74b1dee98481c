import { LocalnetError } from "../errors.js";
import type { RootOperation } from "../execution/execute-block.js";
import { endEpoch } from "../execution/subtensor/epoch-schedule.js";
import { renameNeuron } from "../execution/subtensor/neurons.js";
import { adoptHotkey } from "../execution/subtensor/registration.js";
import { freeBalance, setFreeBalance } from "../execution/accounts.js";
import { runtimeVersionOf } from "../execution/runtime-version.js";
import type { RuntimeCall } from "../runtime/calls.js";
import { developmentStorage } from "../runtime/development-storage.js";
import type { RuntimeEvent } from "../runtime/events.js";
import { systemStorage } from "../runtime/pallets/system.js";
import { subtensorStorage as items } from "../runtime/pallets/subtensor/storage.js";
import { StorageReader } from "../state/storage.js";
import { accountIdOf, taoToRao } from "./accounts.js";
import { developmentKey, type DevelopmentKey } from "./development-key.js";
import { submitCall, type SubmitTarget } from "./submit-call.js";

/** A key pair, or a development URI such as `//Alice`. */
export type Signer = DevelopmentKey | string;

/** Parameters of a subnet that a test or a demo wants to be other than the production chain's. */
export interface SubnetParameters {
  /** Blocks of an epoch. */
  readonly tempo?: number;
  readonly servingRateLimitBlocks?: number;
  readonly immunityPeriodBlocks?: number;
  readonly maxAllowedUids?: number;
  readonly weightsRateLimitBlocks?: number;
  readonly minAllowedWeights?: number;
  readonly weightsVersionKey?: number;
  readonly commitRevealWeights?: boolean;
  readonly revealPeriodEpochs?: number;
  readonly maxValidators?: number;
  readonly registrationAllowed?: boolean;
  readonly burnRao?: bigint;
}

/**
 * Sets up what a test or a demo needs.
 *
 * What any client could do is done by real, signed transactions. What would need the owner's calls, the chain's
 * governance or time is done from outside, at the beginning of a block of its own: {@link fund},
 * {@link setSubnetParameters}, {@link setValidatorPermit}, {@link runEpoch} and {@link mineBlocks} are shortcuts of this
 * chain alone. Nothing here waits for the next block to be due: blocks are built at once.
 */
export class DevelopmentTools {
  readonly #parts: SubmitTarget;

  constructor(parts: SubmitTarget) {
    this.#parts = parts;
  }

  /** How many subnets there are, the root network included: the netuid of the next one. */
  get subnetCount(): number {
    return this.#storage.get(items.TotalNetworks);
  }

  /** The uid of a hotkey on a subnet, if it is registered. */
  uidOf(netuid: number, hotkey: string): number | undefined {
    return this.#storage.get(items.Uids, netuid, accountIdOf(hotkey));
  }

  hasValidatorPermit(netuid: number, hotkey: string): boolean {
    return this.#storage.get(items.ValidatorPermit, netuid)[this.#registeredUid(netuid, hotkey)] === true;
  }

  /** Signs and submits a call; resolves with its events. Throws `LocalnetError` when it is refused or fails. */
  async submit(signer: Signer, call: RuntimeCall): Promise<readonly RuntimeEvent[]> {
    const pair = typeof signer === "string" ? developmentKey(signer) : signer;
    return submitCall(this.#parts, pair, call);
  }

  /** Shortcut: adds freshly made TAO to an account. */
  fund(address: string, tao: number): void {
    const account = accountIdOf(address);
    this.#runAsRoot((context) => {
      const free = freeBalance(context.storage, account) + taoToRao(tao);
      setFreeBalance(context, account, free);
      context.emit({ type: "Balances", value: { type: "BalanceSet", value: { who: account, free } } });
    });
  }

  /** `register_network` and `start_call`; the owner's hotkey becomes uid 0. Gives the netuid. */
  async createSubnet(owner: {
    readonly coldkey: Signer;
    readonly hotkey: string;
    readonly parameters?: SubnetParameters;
  }): Promise<number> {
    const hotkey = accountIdOf(owner.hotkey);
    const events = await this.submit(owner.coldkey, {
      type: "SubtensorModule",
      value: { type: "register_network", value: { hotkey } },
    });
    const netuid = netuidOf(events);
    await this.submit(owner.coldkey, {
      type: "SubtensorModule",
      value: { type: "start_call", value: { netuid } },
    });
    if (owner.parameters) this.setSubnetParameters(netuid, owner.parameters);
    return netuid;
  }

  /** `burned_register`. Gives the uid. */
  async registerNeuron(neuron: {
    readonly netuid: number;
    readonly coldkey: Signer;
    readonly hotkey: string;
  }): Promise<number> {
    const { netuid } = neuron;
    const hotkey = accountIdOf(neuron.hotkey);
    await this.submit(neuron.coldkey, {
      type: "SubtensorModule",
      value: { type: "burned_register", value: { netuid, hotkey } },
    });
    return this.#registeredUid(netuid, neuron.hotkey);
  }

  /** `add_stake`. */
  async stake(stake: {
    readonly netuid: number;
    readonly coldkey: Signer;
    readonly hotkey: string;
    readonly tao: number;
  }): Promise<void> {
    const value = {
      hotkey: accountIdOf(stake.hotkey),
      netuid: stake.netuid,
      amount_staked: taoToRao(stake.tao),
    };
    await this.submit(stake.coldkey, { type: "SubtensorModule", value: { type: "add_stake", value } });
  }

  /** Shortcut: gives or takes the validator permit, whatever the stake. Epochs leave it at that from now on. */
  setValidatorPermit(netuid: number, hotkey: string, isPermitted: boolean): void {
    const uid = this.#registeredUid(netuid, hotkey);
    this.#runAsRoot(({ storage }) => {
      storage.put(developmentStorage.PermitByHand, [netuid, accountIdOf(hotkey)], isPermitted);
      storage.mutate(items.ValidatorPermit, [netuid], (permits) => permits.with(uid, isPermitted));
    });
  }

  /** Shortcut: ends the subnet's epoch in a block of its own: permits go to those with the most stake. */
  runEpoch(netuid: number): void {
    this.#runAsRoot(({ storage, block }) => endEpoch(storage, netuid, block));
  }

  /**
   * Shortcut: gives the uid of a hotkey, and what it serves, to another one of the same coldkey, as `swap_hotkey` does
   * for one subnet. Stake stays where it is.
   */
  swapHotkey(netuid: number, hotkey: string, newHotkey: string): void {
    this.#registeredUid(netuid, hotkey);
    const [old_hotkey, new_hotkey] = [accountIdOf(hotkey), accountIdOf(newHotkey)];
    this.#runAsRoot(({ storage, emit }) => {
      const coldkey = storage.get(items.Owner, old_hotkey);
      adoptHotkey(storage, coldkey, new_hotkey);
      renameNeuron(storage, netuid, old_hotkey, new_hotkey);
      const value = { coldkey, old_hotkey, new_hotkey, netuid };
      emit({ type: "SubtensorModule", value: { type: "HotkeySwappedOnSubnet", value } });
    });
  }

  /** Shortcut: sets the stake in TAO that setting weights takes, on all subnets. */
  setStakeThreshold(tao: number): void {
    this.#runAsRoot(({ storage }) => storage.put(items.StakeThreshold, [], taoToRao(tao)));
  }

  /** Shortcut: sets parameters as the subnet's owner or governance would. */
  setSubnetParameters(netuid: number, parameters: SubnetParameters): void {
    this.#runAsRoot(({ storage, emit, block }) => {
      const set = <V>(value: V | undefined, put: (value: V) => void): void => {
        if (value !== undefined) put(value);
      };
      set(parameters.tempo, (value) => {
        storage.put(items.Tempo, [netuid], value);
        storage.put(items.LastEpochBlock, [netuid], BigInt(block));
        emit({ type: "SubtensorModule", value: { type: "TempoSet", value: [netuid, value] } });
      });
      set(parameters.servingRateLimitBlocks, (blocks) => {
        storage.put(items.ServingRateLimit, [netuid], BigInt(blocks));
        emit({
          type: "SubtensorModule",
          value: { type: "ServingRateLimitSet", value: [netuid, BigInt(blocks)] },
        });
      });
      set(parameters.immunityPeriodBlocks, (value) => storage.put(items.ImmunityPeriod, [netuid], value));
      set(parameters.maxAllowedUids, (value) => storage.put(items.MaxAllowedUids, [netuid], value));
      set(parameters.weightsRateLimitBlocks, (value) =>
        storage.put(items.WeightsSetRateLimit, [netuid], BigInt(value)),
      );
      set(parameters.minAllowedWeights, (value) => storage.put(items.MinAllowedWeights, [netuid], value));
      set(parameters.weightsVersionKey, (value) =>
        storage.put(items.WeightsVersionKey, [netuid], BigInt(value)),
      );
      set(parameters.commitRevealWeights, (value) =>
        storage.put(items.CommitRevealWeightsEnabled, [netuid], value),
      );
      set(parameters.revealPeriodEpochs, (value) =>
        storage.put(items.RevealPeriodEpochs, [netuid], BigInt(value)),
      );
      set(parameters.maxValidators, (value) => storage.put(items.MaxAllowedValidators, [netuid], value));
      set(parameters.registrationAllowed, (value) =>
        storage.put(items.NetworkRegistrationAllowed, [netuid], value),
      );
      set(parameters.burnRao, (burn) => {
        storage.put(items.Burn, [netuid], burn);
        emit({ type: "SubtensorModule", value: { type: "BurnSet", value: [netuid, burn] } });
      });
    });
  }

  /**
   * Shortcut: puts the next version of the runtime in place, as governance would; its shapes and rules stay. What waits
   * in the pool was signed for the old one and becomes invalid. Gives the new spec version.
   */
  upgradeRuntime(): number {
    const { spec_name, spec_version } = runtimeVersionOf(this.#storage);
    this.#runAsRoot(({ storage, emit }) => {
      storage.put(systemStorage.LastRuntimeUpgrade, [], { spec_name, spec_version: spec_version + 1 });
      emit({ type: "System", value: { type: "CodeUpdated", value: {} } });
    });
    return spec_version + 1;
  }

  /**
   * Shortcut: replaces the newest `depth` blocks, which must not be final yet, by `depth + 1` others, as happens when
   * a longer branch arrives. What was in them waits again and is in the first of the others, unless `isDropping`: then
   * the pool forgets it.
   */
  fork(depth: number, { isDropping = false }: { readonly isDropping?: boolean } = {}): void {
    const { chain, pool } = this.#parts;
    chain.retract(depth);
    if (isDropping) pool.end("dropped");
    this.mineBlocks(depth + 1);
  }

  /** Shortcut: the pool gives up all that waits, and tells those who watch. */
  endTransactions(status: "usurped" | "dropped" | "invalid"): void {
    this.#parts.pool.end(status);
  }

  /** Shortcut: lets blocks pass. */
  mineBlocks(count: number): void {
    for (let mined = 0; mined < count; mined++) this.#parts.producer.produce();
  }

  #runAsRoot(operation: RootOperation): void {
    this.#parts.producer.produce([operation]);
  }

  #registeredUid(netuid: number, hotkey: string): number {
    const uid = this.uidOf(netuid, hotkey);
    if (uid !== undefined) return uid;
    throw new LocalnetError(
      { code: "localnet/unknown-neuron", netuid, hotkey },
      `${hotkey} is not registered on subnet ${netuid}`,
      { hint: "Register it first, with registerNeuron or burned_register." },
    );
  }

  get #storage(): StorageReader {
    return new StorageReader(this.#parts.chain.headState);
  }
}

function netuidOf(events: readonly RuntimeEvent[]): number {
  for (const { type, value } of events) {
    if (type === "SubtensorModule" && value.type === "NetworkAdded") return value.value[0];
  }
  throw new Error("register_network succeeded without a NetworkAdded event");
}
