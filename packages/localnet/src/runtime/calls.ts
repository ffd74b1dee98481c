import { enumeration, variant } from "../scale/composites.js";
import type { ValueOf } from "../scale/type.js";
import { balancesCall } from "./pallets/balances.js";
import { commitmentsCall } from "./pallets/commitments.js";
import { subtensorCall } from "./pallets/subtensor/calls.js";
import { systemCall } from "./pallets/system.js";
import { timestampCall } from "./pallets/timestamp.js";

/** The calls of all pallets, each under its pallet's index. */
export const runtimeCall = enumeration("node_subtensor_runtime::RuntimeCall", {
  System: variant(0, systemCall),
  Timestamp: variant(2, timestampCall),
  Balances: variant(5, balancesCall),
  SubtensorModule: variant(7, subtensorCall),
  Commitments: variant(18, commitmentsCall),
});
export type RuntimeCall = ValueOf<typeof runtimeCall>;
