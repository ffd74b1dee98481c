import { enumeration, variant } from "../../../scale/composites.js";
import { vec } from "../../../scale/containers.js";
import { bytes, u128, u16, u32, u64, u8 } from "../../../scale/primitives.js";
import { accountId, h256 } from "../../types/primitives.js";

const axon = {
  netuid: u16,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
  protocol: u8,
  placeholder1: u8,
  placeholder2: u8,
} as const;

/** The calls that this chain carries out, with their indexes on the wire. Whatever is not here fails to decode. */
export const subtensorCall = enumeration("pallet_subtensor::pallet::Call", {
  set_weights: variant(0, { netuid: u16, dests: vec(u16), weights: vec(u16), version_key: u64 }),
  add_stake: variant(2, { hotkey: accountId, netuid: u16, amount_staked: u64 }),
  remove_stake: variant(3, { hotkey: accountId, netuid: u16, amount_unstaked: u64 }),
  serve_axon: variant(4, axon),
  serve_prometheus: variant(5, { netuid: u16, version: u32, ip: u128, port: u16, ip_type: u8 }),
  burned_register: variant(7, { netuid: u16, hotkey: accountId }),
  serve_axon_tls: variant(40, { ...axon, certificate: bytes }),
  register_network: variant(59, { hotkey: accountId }),
  start_call: variant(92, { netuid: u16 }),
  commit_weights: variant(96, { netuid: u16, commit_hash: h256 }),
  reveal_weights: variant(97, {
    netuid: u16,
    uids: vec(u16),
    values: vec(u16),
    salt: vec(u16),
    version_key: u64,
  }),
  register_limit: variant(134, { netuid: u16, hotkey: accountId, limit_price: u64 }),
});
