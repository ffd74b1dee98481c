import { constant, type Pallet } from "../../../metadata/description.js";
import { errorsOf } from "../../../scale/composites.js";
import { u16, u64 } from "../../../scale/primitives.js";
import { subtensorCall } from "./calls.js";
import { subtensorErrors } from "./errors.js";
import { subtensorEvent } from "./events.js";
import { subtensorStorage } from "./storage.js";

/** Subnets: registering, serving, staking, weights. */
export const subtensorModule = {
  name: "SubtensorModule",
  index: 7,
  storage: subtensorStorage,
  calls: subtensorCall,
  events: subtensorEvent,
  errors: errorsOf("pallet_subtensor::pallet::Error", subtensorErrors),
  constants: {
    InitialServingRateLimit: constant(u64, 50n),
    InitialTempo: constant(u16, 360),
    InitialBurn: constant(u64, 100_000_000n),
    InitialMinBurn: constant(u64, 500_000n),
    InitialMaxBurn: constant(u64, 100_000_000_000n),
    InitialImmunityPeriod: constant(u16, 4096),
    InitialMaxAllowedUids: constant(u16, 256),
    InitialNetworkMinLockCost: constant(u64, 1_000_000_000_000n),
    InitialNetworkRateLimit: constant(u64, 7200n),
  },
} as const satisfies Pallet;
