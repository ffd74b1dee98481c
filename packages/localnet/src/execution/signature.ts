import { blake2AsU8a, ed25519Verify, secp256k1Verify } from "@polkadot/util-crypto";
import { sr25519Verify } from "@polkadot/wasm-crypto";
import { RUNTIME_VERSION } from "../runtime/version.js";
import { fromHex, type Hex } from "../scale/hex.js";
import { ScaleWriter } from "../scale/writer.js";
import type { SignedExtrinsic } from "./extrinsic.js";

/** Longer payloads are hashed before they are signed. */
const LONGEST_PLAIN_PAYLOAD = 256;

/** The metadata hash of a transaction that declares none: an empty option. */
const NO_METADATA_HASH = 0;

/**
 * The bytes that a transaction's signer signed: call, extensions, versions, genesis, and the hash of the block that
 * its era began with.
 */
export function signingPayload(
  extrinsic: Pick<SignedExtrinsic, "callBytes" | "extraBytes">,
  genesisHash: Hex,
  eraBirthHash: Hex,
  specVersion = RUNTIME_VERSION.spec_version,
): Uint8Array {
  const payload = new ScaleWriter()
    .bytes(extrinsic.callBytes)
    .bytes(extrinsic.extraBytes)
    .integer(specVersion, 4)
    .integer(RUNTIME_VERSION.transaction_version, 4)
    .bytes(fromHex(genesisHash))
    .bytes(fromHex(eraBirthHash))
    .byte(NO_METADATA_HASH)
    .finish();
  return payload.length > LONGEST_PLAIN_PAYLOAD ? blake2AsU8a(payload, 256) : payload;
}

/** Whether the transaction's signature is its signer's over `payload`. */
export function verifySignature({ signature, signer }: SignedExtrinsic, payload: Uint8Array): boolean {
  const publicKey = fromHex(signer);
  const bytes = fromHex(signature.value);
  try {
    switch (signature.type) {
      case "Ed25519":
        return ed25519Verify(payload, bytes, publicKey);
      case "Sr25519":
        return sr25519Verify(bytes, payload, publicKey);
      case "Ecdsa":
        return secp256k1Verify(payload, bytes, publicKey, "blake2", false);
    }
  } catch {
    // Bytes that are no key or no signature at all make the libraries throw; they are as wrong as any other.
    return false;
  }
}
