import { errorMessage } from "../errors/app-error.js";
import { isRawTable, type RawTable } from "./assignment.js";
import { type ConfigNode, secretKeyOfFileKey } from "./config-node.js";
import { readSecretFile } from "../secrets/read-secret-file.js";

export interface FillSecretsOptions {
  /** A `_file` that cannot be used, and the secret that is missing for that reason. */
  readonly onProblem: (path: readonly string[], secretPath: readonly string[], message: string) => void;
  readonly onWarning: ((warning: string) => void) | undefined;
}

/** Replaces every `<secret>_file` in `value`, in place, by what the file holds. */
export function fillSecrets(
  node: ConfigNode | undefined,
  value: unknown,
  options: FillSecretsOptions,
  path: readonly string[] = [],
): void {
  if (node?.kind === "list" && Array.isArray(value)) {
    value.forEach((item, index) => fillSecrets(node.item, item, options, [...path, String(index)]));
  } else if (node?.kind === "map" && isRawTable(value)) {
    for (const [key, inner] of Object.entries(value)) fillSecrets(node.value, inner, options, [...path, key]);
  } else if (node?.kind === "table" && isRawTable(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const secretKey = secretKeyOfFileKey(node, key);
      if (secretKey === undefined) fillSecrets(node.keys.get(key), inner, options, [...path, key]);
      else fillSecret(value, key, secretKey, options, path);
    }
  }
}

function fillSecret(
  table: RawTable,
  fileKey: string,
  secretKey: string,
  { onProblem, onWarning }: FillSecretsOptions,
  path: readonly string[],
): void {
  const file = table[fileKey];
  delete table[fileKey];
  const refuse = (message: string): void => onProblem([...path, fileKey], [...path, secretKey], message);
  if (secretKey in table) return refuse(`give either ${secretKey} or ${fileKey}, not both`);
  if (typeof file !== "string") return refuse("must be the path of a file");
  try {
    table[secretKey] = readSecretFile(file, onWarning === undefined ? {} : { onWarning }).reveal();
  } catch (error) {
    refuse(errorMessage(error));
  }
}
