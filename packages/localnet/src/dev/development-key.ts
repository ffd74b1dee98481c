import { encodeAddress, keyExtractPath } from "@polkadot/util-crypto";
import {
  sr25519DeriveKeypairHard,
  sr25519DeriveKeypairSoft,
  sr25519KeypairFromSeed,
  sr25519Sign,
} from "@polkadot/wasm-crypto";
import { SS58_PREFIX } from "../runtime/pallets/system.js";
import { fromHex } from "../scale/hex.js";

/** A key to sign with, in the form that @polkadot/api takes. */
export interface DevelopmentKey {
  /** SS58. */
  readonly address: string;
  /** The public key, 32 bytes. */
  readonly addressRaw: Uint8Array;
  readonly publicKey: Uint8Array;
  /** `withType` puts the scheme's byte of `MultiSignature` before the 64 bytes. */
  sign(message: Uint8Array, options?: { readonly withType?: boolean }): Uint8Array;
}

/** The seed of the phrase "bottom drive obey …", which all Substrate tools derive development keys from. */
const SEED = fromHex("0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e");

const SECRET_BYTES = 64;
const SR25519 = 1;

/**
 * The sr25519 key of a development URI: a path such as `//Alice` or `//Alice//stash`. Anybody can sign with it. Throws
 * `RangeError` for anything else. The wasm of `@polkadot/wasm-crypto` must be ready.
 */
export function developmentKey(uri: string): DevelopmentKey {
  if (!uri.startsWith("/")) throw new RangeError("a development URI is a path such as //Alice");
  let pair = sr25519KeypairFromSeed(SEED);
  for (const { isHard, chainCode } of keyExtractPath(uri).path) {
    pair = (isHard ? sr25519DeriveKeypairHard : sr25519DeriveKeypairSoft)(pair, chainCode);
  }
  const [secretKey, publicKey] = [pair.slice(0, SECRET_BYTES), pair.slice(SECRET_BYTES)];
  return {
    address: encodeAddress(publicKey, SS58_PREFIX),
    addressRaw: publicKey,
    publicKey,
    sign(message, { withType = false } = {}) {
      const signature = sr25519Sign(publicKey, secretKey, message);
      return withType ? Uint8Array.of(SR25519, ...signature) : signature;
    },
  };
}
