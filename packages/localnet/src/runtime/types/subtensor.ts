import { struct } from "../../scale/composites.js";
import { option, tuple, vec } from "../../scale/containers.js";
import { bool, bytes, compact, i128, u128, u16, u32, u64, u8, wideCompact } from "../../scale/primitives.js";
import type { Type, ValueOf } from "../../scale/type.js";
import { accountId } from "./primitives.js";

/** Where a neuron listens, as it said itself. 34 bytes. */
export const axonInfo = struct("pallet_subtensor::pallet::AxonInfo", {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
  protocol: u8,
  placeholder1: u8,
  placeholder2: u8,
});
export type AxonInfo = ValueOf<typeof axonInfo>;

export const prometheusInfo = struct("pallet_subtensor::pallet::PrometheusInfo", {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
});
export type PrometheusInfo = ValueOf<typeof prometheusInfo>;

export const neuronCertificate = struct("pallet_subtensor::pallet::NeuronCertificate", {
  public_key: bytes,
  algorithm: u8,
});

const chainIdentity = struct("pallet_subtensor::pallet::ChainIdentityV2", {
  name: bytes,
  url: bytes,
  github_repo: bytes,
  image: bytes,
  discord: bytes,
  description: bytes,
  additional: bytes,
});

const subnetIdentity = struct("pallet_subtensor::pallet::SubnetIdentityV3", {
  subnet_name: bytes,
  github_repo: bytes,
  subnet_contact: bytes,
  subnet_url: bytes,
  discord: bytes,
  description: bytes,
  logo_url: bytes,
  additional: bytes,
});

/** 64 integer and 64 fraction bits, held as the integer that the bits are. */
export const u64f64 = struct("substrate_fixed::FixedU128", { bits: u128 });

const i96f32 = struct("substrate_fixed::FixedI128", { bits: i128 });

const c8 = compact(u8);
const c16 = compact(u16);
const c64 = wideCompact(u64);
const c128 = wideCompact(u128);

const neuronHead = {
  hotkey: accountId,
  coldkey: accountId,
  uid: c16,
  netuid: c16,
  active: bool,
  axon_info: axonInfo,
  prometheus_info: prometheusInfo,
  stake: vec(tuple(accountId, c64)),
  rank: c16,
  emission: c64,
  incentive: c16,
  consensus: c16,
  trust: c16,
  validator_trust: c16,
  dividends: c16,
  last_update: c64,
  validator_permit: bool,
} as const;

export const neuronInfoLite = struct("pallet_subtensor::rpc_info::neuron_info::NeuronInfoLite", {
  ...neuronHead,
  pruning_score: c16,
});
export type NeuronInfoLite = ValueOf<typeof neuronInfoLite>;

export const neuronInfo = struct("pallet_subtensor::rpc_info::neuron_info::NeuronInfo", {
  ...neuronHead,
  weights: vec(tuple(c16, c16)),
  bonds: vec(tuple(c16, c16)),
  pruning_score: c16,
});
export type NeuronInfo = ValueOf<typeof neuronInfo>;

/** The fields of the metagraph. The position is the index by which a selective metagraph is asked for. */
const metagraphFields = {
  netuid: c16,
  name: vec(c8),
  symbol: vec(c8),
  identity: option(subnetIdentity),
  network_registered_at: c64,
  owner_hotkey: accountId,
  owner_coldkey: accountId,
  block: c64,
  tempo: c16,
  last_step: c64,
  blocks_since_last_step: c64,
  subnet_emission: c64,
  alpha_in: c64,
  alpha_out: c64,
  tao_in: c64,
  alpha_out_emission: c64,
  alpha_in_emission: c64,
  tao_in_emission: c64,
  pending_alpha_emission: c64,
  pending_root_emission: c64,
  subnet_volume: c128,
  moving_price: i96f32,
  rho: c16,
  kappa: c16,
  min_allowed_weights: c16,
  max_weights_limit: c16,
  weights_version: c64,
  weights_rate_limit: c64,
  activity_cutoff: c64,
  max_validators: c16,
  num_uids: c16,
  max_uids: c16,
  burn: c64,
  difficulty: c64,
  registration_allowed: bool,
  pow_registration_allowed: bool,
  immunity_period: c16,
  min_difficulty: c64,
  max_difficulty: c64,
  min_burn: c64,
  max_burn: c64,
  adjustment_alpha: c64,
  adjustment_interval: c16,
  target_regs_per_interval: c16,
  max_regs_per_block: c16,
  serving_rate_limit: c64,
  commit_reveal_weights_enabled: bool,
  commit_reveal_period: c64,
  liquid_alpha_enabled: bool,
  alpha_high: c16,
  alpha_low: c16,
  bonds_moving_avg: c64,
  hotkeys: vec(accountId),
  coldkeys: vec(accountId),
  identities: vec(option(chainIdentity)),
  axons: vec(axonInfo),
  active: vec(bool),
  validator_permit: vec(bool),
  pruning_score: vec(c16),
  last_update: vec(c64),
  emission: vec(c64),
  dividends: vec(c16),
  incentives: vec(c16),
  consensus: vec(c16),
  trust: vec(c16),
  rank: vec(c16),
  block_at_registration: vec(c64),
  alpha_stake: vec(c64),
  tao_stake: vec(c64),
  total_stake: vec(c64),
  tao_dividends_per_hotkey: vec(tuple(accountId, c64)),
  alpha_dividends_per_hotkey: vec(tuple(accountId, c64)),
} as const;

const METAGRAPH_PATH = "pallet_subtensor::rpc_info::metagraph";

/** A whole subnet, its neurons as vectors by uid. */
export const metagraph = struct(`${METAGRAPH_PATH}::Metagraph`, metagraphFields);
export type Metagraph = ValueOf<typeof metagraph>;

type Optionals<F> = { readonly [K in keyof F]: F[K] extends Type<infer T> ? Type<T | undefined> : never };

function optionals<F extends Readonly<Record<string, Type<unknown>>>>(fields: F): Optionals<F> {
  const entries = Object.entries(fields).map(([name, type]) => [
    name,
    name === "netuid" ? type : option(type),
  ]);
  return Object.fromEntries(entries) as Optionals<F>;
}

/** The parts of a metagraph that were asked for. `netuid` is always there. */
export const selectiveMetagraph = struct(`${METAGRAPH_PATH}::SelectiveMetagraph`, {
  ...optionals(metagraphFields),
  validators: option(vec(c16)),
  commitments: option(vec(tuple(accountId, vec(c8)))),
});
export type SelectiveMetagraph = ValueOf<typeof selectiveMetagraph>;

/** Names of the fields of a selective metagraph, by index. */
export const METAGRAPH_FIELD_NAMES = [...Object.keys(metagraphFields), "validators", "commitments"] as const;
