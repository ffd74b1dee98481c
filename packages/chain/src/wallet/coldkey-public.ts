import { silentLogger } from "@headframe/kit";
import { decodeAddress, encodeAddress, isAddress } from "../keys/address.js";
import { invalidFormat, parseKeyfile } from "./keyfile.js";
import { readWalletFile } from "./read-wallet-file.js";
import { coldkeyPublicFile, type WalletFile, type WalletLocation } from "./wallet-paths.js";

/** The half of a coldkey that a miner may see. */
export interface PublicIdentity {
  /** SS58. */
  readonly ss58: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * Reads `coldkeypub.txt` of a wallet: JSON, or in old wallets a bare 0x-public-key. The coldkey's own file is
 * never opened. Throws `WalletError`.
 */
export async function readColdkeyPublic(location: WalletLocation): Promise<PublicIdentity> {
  const file: WalletFile = { path: coldkeyPublicFile(location), kind: "coldkeypub" };
  const contents = await readWalletFile(file, silentLogger);
  const bare = /^0x([0-9a-f]{64})$/i.exec(contents.toString("utf8").trim())?.[1];
  if (bare !== undefined) return identityOf(Uint8Array.from(Buffer.from(bare, "hex")));
  const { publicKey, ss58Address } = parseKeyfile(contents, file);
  if (publicKey) return identityOf(publicKey);
  if (ss58Address !== undefined && isAddress(ss58Address)) return identityOf(decodeAddress(ss58Address));
  throw invalidFormat(file, "it names neither a public key nor an address");
}

function identityOf(publicKey: Uint8Array): PublicIdentity {
  return { ss58: encodeAddress(publicKey), publicKey };
}
