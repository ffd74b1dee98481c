import { enumeration, variant } from "../../../scale/composites.js";
import { u16, u64 } from "../../../scale/primitives.js";
import { accountId, h256 } from "../../types/primitives.js";

/** The events of the calls that this chain carries out. */
export const subtensorEvent = enumeration("pallet_subtensor::pallet::Event", {
  /** (netuid, mechanism) */
  NetworkAdded: variant(0, [u16, u16]),
  /** (coldkey, hotkey, TAO in RAO, alpha in RAO, netuid, fee in RAO) */
  StakeAdded: variant(2, [accountId, accountId, u64, u64, u16, u64]),
  /** (coldkey, hotkey, TAO in RAO, alpha in RAO, netuid, fee in RAO) */
  StakeRemoved: variant(3, [accountId, accountId, u64, u64, u16, u64]),
  /** (netuid index, uid) */
  WeightsSet: variant(5, [u16, u16]),
  /** (netuid, uid, hotkey) */
  NeuronRegistered: variant(6, [u16, u16, accountId]),
  /** (netuid, hotkey) */
  AxonServed: variant(28, [u16, accountId]),
  /** (netuid, hotkey) */
  PrometheusServed: variant(29, [u16, accountId]),
  /** (netuid, blocks) */
  ServingRateLimitSet: variant(35, [u16, u64]),
  /** (netuid, RAO) */
  BurnSet: variant(36, [u16, u64]),
  /** (netuid, blocks) */
  TempoSet: variant(52, [u16, u16]),
  /** (netuid, RAO) */
  RAORecycledForRegistrationSet: variant(53, [u16, u64]),
  /** (hotkey, netuid index, hash) */
  WeightsCommitted: variant(85, [accountId, u16, h256]),
  /** (hotkey, netuid index, hash) */
  WeightsRevealed: variant(86, [accountId, u16, h256]),
  /** (netuid, first block with emission) */
  FirstEmissionBlockNumberSet: variant(95, [u16, u64]),
  /** A hotkey was replaced by another of the same coldkey, on one subnet. */
  HotkeySwappedOnSubnet: variant(102, {
    coldkey: accountId,
    old_hotkey: accountId,
    new_hotkey: accountId,
    netuid: u16,
  }),
});
