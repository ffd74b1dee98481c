import { z } from "zod";

import { configForms } from "./config-form.js";
import { Secret } from "../secrets/secret.js";

export interface SecretLimits {
  /** Default: 1. */
  readonly minLength?: number;
  /** Why this text cannot be the secret, for example because it is a sample's placeholder; else `undefined`. */
  readonly refuse?: (text: string) => string | undefined;
}

/**
 * A key that holds a secret, read as a {@link Secret}.
 *
 * `loadConfig` then accepts `<key>_file` too: the path of a file that holds it. Giving both in one place is refused.
 */
export function secretString(limits: SecretLimits = {}) {
  const { minLength = 1, refuse } = limits;
  const schema = z.string().transform((text, context): Secret => {
    const length = `must have at least ${minLength} characters, not ${text.length}`;
    const message = refuse?.(text) ?? (text.length < minLength ? length : undefined);
    if (message !== undefined) context.issues.push({ code: "custom", message, input: undefined });
    return new Secret(text);
  });
  configForms.add(schema, { form: "secret" });
  return schema;
}
