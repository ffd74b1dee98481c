/** What stands in place of a redacted field. */
export const REDACTED = "<redacted>";

const SECRET_NAMES = [
  "authorization",
  "cookie",
  "jwt",
  "jwt_secret",
  "jwtSecret",
  "mnemonic",
  "passphrase",
  "password",
  "privateKey",
  "secret",
  "secretPhrase",
  "secretSeed",
  "seed",
  "token",
] as const;

/** Fields whose name says that they are secret, in a line itself and up to two levels below. */
export const redactedPaths: readonly string[] = SECRET_NAMES.flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
]);
