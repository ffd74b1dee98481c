import { readFileSync, statSync } from "node:fs";

import { AppError, errorMessage } from "../errors/app-error.js";
import { assertRegularFile } from "../files/regular-file.js";
import { Secret } from "./secret.js";

/** Larger than any key or token; a larger file is a mistake in the path. */
const MAX_SECRET_FILE_BYTES = 64 * 1024;

export type SecretFileFailure =
  | { readonly code: "config/secret-file-unreadable"; readonly file: string }
  | { readonly code: "config/secret-file-unusable"; readonly file: string; readonly sizeBytes: number };

/** A file that was to hold a secret and does not. */
export class SecretFileError extends AppError<SecretFileFailure> {}

export interface ReadSecretFileOptions {
  /** Called when group or others may read the file. */
  readonly onWarning?: (warning: string) => void;
}

/**
 * The secret in `file`, without the newline at its end. Throws {@link SecretFileError} when it cannot be read, is no
 * regular file, is empty or is larger than 64 KiB.
 */
export function readSecretFile(file: string, options: ReadSecretFileOptions = {}): Secret {
  let text: string;
  try {
    const stats = statSync(file);
    assertRegularFile(stats);
    const { size, mode } = stats;
    if (size > MAX_SECRET_FILE_BYTES) throw unusable(file, size, "is too large to be a secret");
    const permissions = mode & 0o777;
    if ((permissions & 0o077) !== 0) {
      const octal = permissions.toString(8).padStart(4, "0");
      options.onWarning?.(
        `${file} has permissions ${octal}: others can read this secret; run: chmod 600 ${file}`,
      );
    }
    text = readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    if (cause instanceof SecretFileError) throw cause;
    throw new SecretFileError(
      { code: "config/secret-file-unreadable", file },
      `cannot read the secret file ${file}: ${errorMessage(cause)}`,
      { hint: "check that the path is right and that this user may read it", cause },
    );
  }
  if (text === "") throw unusable(file, 0, "is empty");
  return new Secret(text);
}

function unusable(file: string, sizeBytes: number, what: string): SecretFileError {
  return new SecretFileError(
    { code: "config/secret-file-unusable", file, sizeBytes },
    `the secret file ${file} ${what}`,
    { hint: "write the secret, and nothing else, into this file" },
  );
}
