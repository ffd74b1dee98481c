import { Keyring } from "@polkadot/keyring";
import type { KeyringPair } from "@polkadot/keyring/types";
import { decodeAddress, encodeAddress } from "@polkadot/util-crypto";
import { SS58_PREFIX } from "../runtime/pallets/system.js";
import { toHex, type Hex } from "../scale/hex.js";

/** The public development keys that a new chain endows. Anybody can sign for them. */
export const DEVELOPMENT_URIS = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie"] as const;

/** RAO in a TAO. */
export const RAO_PER_TAO = 1_000_000_000n;

/** The key pair of a development URI such as `//Alice`. The wasm of `@polkadot/wasm-crypto` must be ready. */
export function developmentKey(uri: string): KeyringPair {
  return new Keyring({ type: "sr25519", ss58Format: SS58_PREFIX }).addFromUri(uri);
}

/** The account id of an SS58 address. */
export function accountIdOf(ss58: string): Hex {
  return toHex(decodeAddress(ss58));
}

/** The SS58 address of an account id. */
export function addressOf(account: Hex): string {
  return encodeAddress(account, SS58_PREFIX);
}

/** RAO for a decimal number of TAO. */
export function taoToRao(tao: number): bigint {
  return BigInt(Math.round(tao * Number(RAO_PER_TAO)));
}
