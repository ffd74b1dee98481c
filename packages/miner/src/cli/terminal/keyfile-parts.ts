import type { KeyfileParts } from "@headframe/chain";
import { noticesTo } from "./notices.js";
import { type PasswordParts, passwordSource } from "./password.js";

/** What a command opens key files with: passwords and notices go through the person who gave it. */
export function keyfileParts(parts: PasswordParts): KeyfileParts {
  const { context } = parts;
  return { password: passwordSource(parts), logger: noticesTo(context), signal: context.signal };
}
