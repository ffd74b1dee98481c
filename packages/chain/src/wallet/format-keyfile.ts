import { keypairFromSeed } from "../keys/derive.js";
import type { SignatureScheme } from "../keys/scheme.js";

/** `cryptoType` of btcli's files. */
const CRYPTO_TYPES = { ed25519: 0, sr25519: 1 } satisfies Record<SignatureScheme, number>;

/**
 * The JSON of an unencrypted key file, as btcli writes and reads it, for a 32-byte seed. It holds the secret: write
 * it with mode 0600 from the first moment.
 */
export function formatKeyfile(seed: Uint8Array, scheme: SignatureScheme = "sr25519"): string {
  const { publicKey, ss58 } = keypairFromSeed(seed, scheme);
  const publicHex = `0x${Buffer.from(publicKey).toString("hex")}`;
  return JSON.stringify({
    accountId: publicHex,
    publicKey: publicHex,
    secretSeed: `0x${Buffer.from(seed).toString("hex")}`,
    ss58Address: ss58,
    cryptoType: CRYPTO_TYPES[scheme],
  });
}
