// cspell:ignore Mechansim -- the chain's own spelling
import { commitmentsStorage } from "../../runtime/pallets/commitments.js";
import { commitmentInfo } from "../../runtime/types/commitments.js";
import { subtensorStorage as items } from "../../runtime/pallets/subtensor/storage.js";
import {
  METAGRAPH_FIELD_NAMES,
  type AxonInfo,
  type Metagraph,
  type NeuronInfo,
  type NeuronInfoLite,
  type PrometheusInfo,
  type SelectiveMetagraph,
} from "../../runtime/types/subtensor.js";
import { fromHex, type Hex } from "../../scale/hex.js";
import { encode } from "../../scale/type.js";
import type { StorageReader } from "../../state/storage.js";
import { activityCutoffBlocks } from "./epoch.js";
import { stakeWeight } from "./staking.js";

/** What neurons that never served read as. */
const NO_AXON: AxonInfo = {
  block: 0n,
  version: 0,
  ip: 0n,
  port: 0,
  ip_type: 0,
  protocol: 0,
  placeholder1: 0,
  placeholder2: 0,
};
const NO_PROMETHEUS: PrometheusInfo = { block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0 };

/** The whole subnet; `undefined` when there is none. */
export function readMetagraph(storage: StorageReader, netuid: number, block: number): Metagraph | undefined {
  if (!storage.get(items.NetworksAdded, netuid)) return undefined;
  return {
    ...readSubnet(storage, netuid, block),
    ...readParameters(storage, netuid),
    ...readNeurons(storage, netuid),
  };
}

/** The fields that were asked for, by index. */
export function readSelectiveMetagraph(
  storage: StorageReader,
  netuid: number,
  indexes: readonly number[],
  block: number,
): SelectiveMetagraph | undefined {
  const whole = readMetagraph(storage, netuid, block);
  if (!whole) return undefined;
  const wanted = new Set(indexes.map((index) => METAGRAPH_FIELD_NAMES[index]));
  const validators = whole.validator_permit.flatMap((isPermitted, uid) => (isPermitted ? [uid] : []));
  const commitments = whole.hotkeys.flatMap((hotkey) => {
    const stored = storage.get(commitmentsStorage.CommitmentOf, netuid, hotkey);
    return stored ? [[hotkey, [...encode(commitmentInfo, stored.info)]] as const] : [];
  });
  const all = { ...whole, validators, commitments };
  const chosen = Object.entries(all).filter(([name]) => name === "netuid" || wanted.has(name));
  // `netuid` is there, and every other field may be absent: that is what the type says.
  return Object.fromEntries(chosen) as unknown as SelectiveMetagraph;
}

type SubnetPart = Pick<Metagraph, SubnetField>;
type SubnetField =
  | "netuid"
  | "name"
  | "symbol"
  | "identity"
  | "network_registered_at"
  | "owner_hotkey"
  | "owner_coldkey"
  | "block"
  | "tempo"
  | "last_step"
  | "blocks_since_last_step"
  | "subnet_emission"
  | "alpha_in"
  | "alpha_out"
  | "tao_in"
  | "alpha_out_emission"
  | "alpha_in_emission"
  | "tao_in_emission"
  | "pending_alpha_emission"
  | "pending_root_emission"
  | "subnet_volume"
  | "moving_price";

/** One TAO for one alpha, with 32 bits of fraction. */
const STABLE_PRICE = 1n << 32n;

function readSubnet(storage: StorageReader, netuid: number, block: number): SubnetPart {
  return {
    netuid,
    name: [...Buffer.from(netuid === 0 ? "root" : `subnet ${netuid}`)],
    symbol: [...fromHex(storage.get(items.TokenSymbol, netuid))],
    identity: undefined,
    network_registered_at: storage.get(items.NetworkRegisteredAt, netuid),
    owner_hotkey: storage.get(items.SubnetOwnerHotkey, netuid),
    owner_coldkey: storage.get(items.SubnetOwner, netuid),
    block: BigInt(block),
    tempo: storage.get(items.Tempo, netuid),
    last_step: storage.get(items.LastMechansimStepBlock, netuid),
    blocks_since_last_step: storage.get(items.BlocksSinceLastStep, netuid),
    subnet_emission: 0n,
    alpha_in: storage.get(items.SubnetAlphaIn, netuid),
    alpha_out: storage.get(items.SubnetAlphaOut, netuid),
    tao_in: storage.get(items.SubnetTAO, netuid),
    alpha_out_emission: 0n,
    alpha_in_emission: 0n,
    tao_in_emission: 0n,
    pending_alpha_emission: 0n,
    pending_root_emission: 0n,
    subnet_volume: 0n,
    moving_price: { bits: STABLE_PRICE },
  };
}

function readParameters(storage: StorageReader, netuid: number) {
  const [alphaLow, alphaHigh] = storage.get(items.AlphaValues, netuid);
  return {
    rho: storage.get(items.Rho, netuid),
    kappa: storage.get(items.Kappa, netuid),
    min_allowed_weights: storage.get(items.MinAllowedWeights, netuid),
    max_weights_limit: storage.get(items.MaxWeightsLimit, netuid),
    weights_version: storage.get(items.WeightsVersionKey, netuid),
    weights_rate_limit: storage.get(items.WeightsSetRateLimit, netuid),
    activity_cutoff: BigInt(activityCutoffBlocks(storage, netuid)),
    max_validators: storage.get(items.MaxAllowedValidators, netuid),
    num_uids: storage.get(items.SubnetworkN, netuid),
    max_uids: storage.get(items.MaxAllowedUids, netuid),
    burn: storage.get(items.Burn, netuid),
    difficulty: storage.get(items.Difficulty, netuid),
    registration_allowed: storage.get(items.NetworkRegistrationAllowed, netuid),
    pow_registration_allowed: storage.get(items.NetworkPowRegistrationAllowed, netuid),
    immunity_period: storage.get(items.ImmunityPeriod, netuid),
    min_difficulty: storage.get(items.MinDifficulty, netuid),
    max_difficulty: storage.get(items.MaxDifficulty, netuid),
    min_burn: storage.get(items.MinBurn, netuid),
    max_burn: storage.get(items.MaxBurn, netuid),
    adjustment_alpha: storage.get(items.AdjustmentAlpha, netuid),
    adjustment_interval: storage.get(items.AdjustmentInterval, netuid),
    target_regs_per_interval: storage.get(items.TargetRegistrationsPerInterval, netuid),
    max_regs_per_block: storage.get(items.MaxRegistrationsPerBlock, netuid),
    serving_rate_limit: storage.get(items.ServingRateLimit, netuid),
    commit_reveal_weights_enabled: storage.get(items.CommitRevealWeightsEnabled, netuid),
    commit_reveal_period: storage.get(items.RevealPeriodEpochs, netuid),
    liquid_alpha_enabled: storage.get(items.LiquidAlphaOn, netuid),
    alpha_high: alphaHigh,
    alpha_low: alphaLow,
    bonds_moving_avg: storage.get(items.BondsMovingAverage, netuid),
  };
}

function hotkeysOf(storage: StorageReader, netuid: number): readonly Hex[] {
  const count = storage.get(items.SubnetworkN, netuid);
  return Array.from({ length: count }, (_, uid) => storage.get(items.Keys, netuid, uid));
}

function readNeurons(storage: StorageReader, netuid: number) {
  const hotkeys = hotkeysOf(storage, netuid);
  const stakes = hotkeys.map((hotkey) => stakeWeight(storage, hotkey, netuid));
  const zeros = hotkeys.map(() => 0);
  return {
    hotkeys,
    coldkeys: hotkeys.map((hotkey) => storage.get(items.Owner, hotkey)),
    identities: hotkeys.map(() => undefined),
    axons: hotkeys.map((hotkey) => storage.get(items.Axons, netuid, hotkey) ?? NO_AXON),
    active: storage.get(items.Active, netuid),
    validator_permit: storage.get(items.ValidatorPermit, netuid),
    pruning_score: zeros,
    last_update: storage.get(items.LastUpdate, netuid),
    emission: storage.get(items.Emission, netuid),
    dividends: storage.get(items.Dividends, netuid),
    incentives: storage.get(items.Incentive, netuid),
    consensus: storage.get(items.Consensus, netuid),
    trust: zeros,
    rank: zeros,
    block_at_registration: hotkeys.map((_, uid) => storage.get(items.BlockAtRegistration, netuid, uid)),
    alpha_stake: stakes.map(({ alpha }) => alpha),
    tao_stake: stakes.map(({ tao }) => tao),
    total_stake: stakes.map(({ total }) => total),
    tao_dividends_per_hotkey: hotkeys.map((hotkey) => [hotkey, 0n] as const),
    alpha_dividends_per_hotkey: hotkeys.map((hotkey) => [hotkey, 0n] as const),
  };
}

/** One neuron without its weights; `undefined` when the uid is free. */
export function readNeuronLite(
  storage: StorageReader,
  netuid: number,
  uid: number,
): NeuronInfoLite | undefined {
  if (uid >= storage.get(items.SubnetworkN, netuid)) return undefined;
  const hotkey = storage.get(items.Keys, netuid, uid);
  const coldkey = storage.get(items.Owner, hotkey);
  return {
    hotkey,
    coldkey,
    uid,
    netuid,
    active: storage.get(items.Active, netuid)[uid] ?? false,
    axon_info: storage.get(items.Axons, netuid, hotkey) ?? NO_AXON,
    prometheus_info: storage.get(items.Prometheus, netuid, hotkey) ?? NO_PROMETHEUS,
    stake: [[coldkey, stakeWeight(storage, hotkey, netuid).total]],
    rank: 0,
    emission: storage.get(items.Emission, netuid)[uid] ?? 0n,
    incentive: storage.get(items.Incentive, netuid)[uid] ?? 0,
    consensus: storage.get(items.Consensus, netuid)[uid] ?? 0,
    trust: 0,
    validator_trust: storage.get(items.ValidatorTrust, netuid)[uid] ?? 0,
    dividends: storage.get(items.Dividends, netuid)[uid] ?? 0,
    last_update: storage.get(items.LastUpdate, netuid)[uid] ?? 0n,
    validator_permit: storage.get(items.ValidatorPermit, netuid)[uid] ?? false,
    pruning_score: 0,
  };
}

/** One neuron with its weights and bonds. */
export function readNeuron(storage: StorageReader, netuid: number, uid: number): NeuronInfo | undefined {
  const lite = readNeuronLite(storage, netuid, uid);
  if (!lite) return undefined;
  return {
    ...lite,
    weights: storage.get(items.Weights, netuid, uid),
    bonds: storage.get(items.Bonds, netuid, uid),
  };
}

/** Every neuron of a subnet, by uid. */
export function readAll<T>(
  storage: StorageReader,
  netuid: number,
  read: (storage: StorageReader, netuid: number, uid: number) => T | undefined,
): readonly T[] {
  const neurons = Array.from({ length: storage.get(items.SubnetworkN, netuid) }, (_, uid) =>
    read(storage, netuid, uid),
  );
  return neurons.filter((neuron) => neuron !== undefined);
}
