import { enumeration, variant } from "../scale/composites.js";
import { commitments, commitmentsErrors } from "./pallets/commitments.js";
import { subtensorErrors } from "./pallets/subtensor/errors.js";
import { subtensorModule } from "./pallets/subtensor/index.js";

/** The errors of all pallets, each under its pallet's index. */
export const runtimeError = enumeration("node_subtensor_runtime::RuntimeError", {
  SubtensorModule: variant(subtensorModule.index, subtensorModule.errors),
  Commitments: variant(commitments.index, commitments.errors),
});

/** Indexes of errors, by pallet and name. */
export const ERROR_INDEXES = {
  SubtensorModule: subtensorErrors,
  Commitments: commitmentsErrors,
} as const;
