// cspell:ignore Mechansim Milli -- the chain's own spelling
import { vec, tuple } from "../../../scale/containers.js";
import { bool, bytes, u16, u32, u64 } from "../../../scale/primitives.js";
import { zeros } from "../../../scale/hex.js";
import {
  blake2,
  identity,
  optional,
  storageOf,
  twox64,
  withDefault,
} from "../../../metadata/storage-item.js";
import { accountId, h256 } from "../../types/primitives.js";
import { axonInfo, neuronCertificate, prometheusInfo, u64f64 } from "../../types/subtensor.js";

const NOBODY = zeros(32);
const TAO = 1_000_000_000n;

const bySubnet = [identity(u16)] as const;
const byUid = [identity(u16), identity(u16)] as const;
const byHotkey = [identity(u16), blake2(accountId)] as const;

/** What this chain keeps about subnets, neurons and stake. Defaults are the production chain's. */
export const subtensorStorage = storageOf("SubtensorModule", {
  // The chain as a whole.
  TotalNetworks: withDefault([], u16, 0),
  TotalIssuance: withDefault([], u64, 0n),
  TotalStake: withDefault([], u64, 0n),
  NetworkRateLimit: withDefault([], u64, 7200n),
  NetworkMinLockCost: withDefault([], u64, 1000n * TAO),
  NetworkLastLockCost: withDefault([], u64, 1000n * TAO),
  SubnetLimit: withDefault([], u16, 128),
  StartCallDelay: withDefault([], u64, 0n),
  StakeThreshold: withDefault([], u64, 0n),
  TxRateLimit: withDefault([], u64, 1000n),
  TaoWeight: withDefault([], u64, 971_718_665_099_567_868n),

  // Keys and stake.
  Owner: withDefault([blake2(accountId)], accountId, NOBODY),
  OwnedHotkeys: withDefault([blake2(accountId)], vec(accountId), []),
  StakingHotkeys: withDefault([blake2(accountId)], vec(accountId), []),
  Delegates: withDefault([blake2(accountId)], u16, 11796),
  TotalHotkeyAlpha: withDefault([blake2(accountId), identity(u16)], u64, 0n),
  TotalHotkeyShares: withDefault([blake2(accountId), identity(u16)], u64f64, { bits: 0n }),
  Alpha: withDefault([blake2(accountId), blake2(accountId), identity(u16)], u64f64, { bits: 0n }),

  // A subnet.
  NetworksAdded: withDefault(bySubnet, bool, false),
  NetworkRegisteredAt: withDefault(bySubnet, u64, 0n),
  NetworkRegistrationAllowed: withDefault(bySubnet, bool, true),
  NetworkPowRegistrationAllowed: withDefault(bySubnet, bool, true),
  FirstEmissionBlockNumber: optional(bySubnet, u64),
  SubtokenEnabled: withDefault(bySubnet, bool, false),
  SubnetOwner: withDefault(bySubnet, accountId, NOBODY),
  SubnetOwnerHotkey: withDefault(bySubnet, accountId, NOBODY),
  SubnetMechanism: withDefault(bySubnet, u16, 0),
  SubnetLocked: withDefault(bySubnet, u64, 0n),
  SubnetTAO: withDefault(bySubnet, u64, 0n),
  SubnetAlphaIn: withDefault(bySubnet, u64, 0n),
  SubnetAlphaOut: withDefault(bySubnet, u64, 0n),
  TokenSymbol: withDefault(bySubnet, bytes, "0xf09d9c8f"),
  SubnetworkN: withDefault(bySubnet, u16, 0),
  RAORecycledForRegistration: withDefault(bySubnet, u64, 0n),
  LastMechansimStepBlock: withDefault(bySubnet, u64, 0n),
  BlocksSinceLastStep: withDefault(bySubnet, u64, 0n),
  LastEpochBlock: withDefault(bySubnet, u64, 0n),
  SubnetEpochIndex: withDefault(bySubnet, u64, 0n),

  // Its parameters.
  Tempo: withDefault(bySubnet, u16, 360),
  ServingRateLimit: withDefault(bySubnet, u64, 50n),
  Rho: withDefault(bySubnet, u16, 10),
  Kappa: withDefault(bySubnet, u16, 32767),
  MinAllowedUids: withDefault(bySubnet, u16, 64),
  MaxAllowedUids: withDefault(bySubnet, u16, 256),
  MinNonImmuneUids: withDefault(bySubnet, u16, 10),
  ImmuneOwnerUidsLimit: withDefault(bySubnet, u16, 1),
  ImmunityPeriod: withDefault(bySubnet, u16, 4096),
  ActivityCutoff: withDefault(bySubnet, u16, 5000),
  /** Thousandths of a tempo. */
  ActivityCutoffFactorMilli: withDefault(bySubnet, u32, 13_889),
  MaxWeightsLimit: withDefault(bySubnet, u16, 65535),
  MinAllowedWeights: withDefault(bySubnet, u16, 1024),
  WeightsVersionKey: withDefault(bySubnet, u64, 0n),
  WeightsSetRateLimit: withDefault(bySubnet, u64, 100n),
  MaxAllowedValidators: withDefault(bySubnet, u16, 128),
  AdjustmentInterval: withDefault(bySubnet, u16, 100),
  AdjustmentAlpha: withDefault(bySubnet, u64, 0n),
  TargetRegistrationsPerInterval: withDefault(bySubnet, u16, 2),
  MaxRegistrationsPerBlock: withDefault(bySubnet, u16, 1),
  BondsMovingAverage: withDefault(bySubnet, u64, 900_000n),
  CommitRevealWeightsEnabled: withDefault(bySubnet, bool, true),
  RevealPeriodEpochs: withDefault([twox64(u16)], u64, 1n),
  Burn: withDefault(bySubnet, u64, TAO / 10n),
  MinBurn: withDefault(bySubnet, u64, 500_000n),
  MaxBurn: withDefault(bySubnet, u64, 100n * TAO),
  BurnHalfLife: withDefault(bySubnet, u16, 360),
  BurnIncreaseMult: withDefault(bySubnet, u64f64, { bits: 0x1_428f_5c28_f5c2_9000n }),
  Difficulty: withDefault(bySubnet, u64, 10_000_000n),
  MinDifficulty: withDefault(bySubnet, u64, 10_000_000n),
  MaxDifficulty: withDefault(bySubnet, u64, 4_611_686_018_427_387_903n),
  LiquidAlphaOn: withDefault([blake2(u16)], bool, false),
  AlphaValues: withDefault(bySubnet, tuple(u16, u16), [45875, 58982]),

  // Its neurons.
  Uids: optional(byHotkey, u16),
  Keys: withDefault(byUid, accountId, NOBODY),
  IsNetworkMember: withDefault([blake2(accountId), identity(u16)], bool, false),
  BlockAtRegistration: withDefault(byUid, u64, 0n),
  Axons: optional(byHotkey, axonInfo),
  NeuronCertificates: optional(byHotkey, neuronCertificate),
  Prometheus: optional(byHotkey, prometheusInfo),
  Active: withDefault(bySubnet, vec(bool), []),
  ValidatorPermit: withDefault(bySubnet, vec(bool), []),
  Consensus: withDefault(bySubnet, vec(u16), []),
  Incentive: withDefault(bySubnet, vec(u16), []),
  Dividends: withDefault(bySubnet, vec(u16), []),
  ValidatorTrust: withDefault(bySubnet, vec(u16), []),
  Emission: withDefault(bySubnet, vec(u64), []),
  LastUpdate: withDefault(bySubnet, vec(u64), []),
  /** By hotkey: (hash, epoch of the commit, block of the commit, unused), oldest first. */
  WeightCommits: optional([twox64(u16), twox64(accountId)], vec(tuple(h256, u64, u64, u64))),
  Weights: withDefault(byUid, vec(tuple(u16, u16)), []),
  Bonds: withDefault(byUid, vec(tuple(u16, u16)), []),
});
