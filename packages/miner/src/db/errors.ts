import { AppError } from "@headframe/kit";

/** Why the database could not be used. */
export type DatabaseFailure =
  | { readonly code: "database/unable-to-open"; readonly file: string }
  | { readonly code: "database/not-a-database"; readonly file: string }
  | { readonly code: "database/outdated-schema"; readonly file: string; readonly missing: readonly string[] }
  | { readonly code: "database/newer-schema"; readonly file: string; readonly unknown: readonly string[] }
  | { readonly code: "database/overloaded"; readonly waiting: number }
  | { readonly code: "database/backup-failed"; readonly file: string };

/** An expected failure of the database. */
export class DatabaseError extends AppError<DatabaseFailure> {}
