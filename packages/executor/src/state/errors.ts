import { AppError } from "@headframe/kit";

/** Why the state in `storage.data_dir` cannot be used. */
export type StateFailure =
  | { readonly code: "state/identity-corrupt"; readonly path: string }
  | { readonly code: "state/data-dir-in-use"; readonly path: string; readonly pid: number }
  | { readonly code: "state/directory-unusable"; readonly path: string };

/** An expected failure of the executor's files. */
export class StateError extends AppError<StateFailure> {}
