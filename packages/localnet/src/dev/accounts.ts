import { decodeAddress } from "@polkadot/util-crypto";
import { LocalnetError } from "../errors.js";
import { toHex, type Hex } from "../scale/hex.js";

/** The public development keys that a new chain endows. Anybody can sign for them. */
export const DEVELOPMENT_URIS = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie"] as const;

/** RAO in a TAO. */
const RAO_PER_TAO = 1_000_000_000n;

/** The account id of an SS58 address. Throws {@link LocalnetError}. */
export function accountIdOf(ss58: string): Hex {
  try {
    return toHex(decodeAddress(ss58));
  } catch (error) {
    throw new LocalnetError(
      { code: "localnet/bad-address", address: ss58 },
      `${ss58} is not an SS58 address`,
      {
        cause: error,
        hint: "Addresses of this chain begin with 5 and have 48 characters.",
      },
    );
  }
}

/** RAO for a decimal number of TAO. */
export function taoToRao(tao: number): bigint {
  return BigInt(Math.round(tao * Number(RAO_PER_TAO)));
}
