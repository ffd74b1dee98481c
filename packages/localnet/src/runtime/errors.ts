import { enumeration, variant } from "../scale/composites.js";
import { balances, balancesErrors } from "./pallets/balances.js";
import { commitments, commitmentsErrors } from "./pallets/commitments.js";
import { subtensorErrors } from "./pallets/subtensor/errors.js";
import { subtensorModule } from "./pallets/subtensor/index.js";
import { system, systemErrors } from "./pallets/system.js";

/** The errors of all pallets, each under its pallet's index. */
export const runtimeError = enumeration("node_subtensor_runtime::RuntimeError", {
  System: variant(system.index, system.errors),
  Balances: variant(balances.index, balances.errors),
  SubtensorModule: variant(subtensorModule.index, subtensorModule.errors),
  Commitments: variant(commitments.index, commitments.errors),
});

/** Indexes of errors, by pallet and name. */
export const ERROR_INDEXES = {
  System: systemErrors,
  Balances: balancesErrors,
  SubtensorModule: subtensorErrors,
  Commitments: commitmentsErrors,
} as const;
