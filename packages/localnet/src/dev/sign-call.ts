import { signingPayload } from "../execution/signature.js";
import { runtimeCall, type RuntimeCall } from "../runtime/calls.js";
import { EXTRINSIC_VERSION } from "../runtime/runtime.js";
import type { Hex } from "../scale/hex.js";
import { encode } from "../scale/type.js";
import { ScaleWriter } from "../scale/writer.js";
import type { DevelopmentKey } from "./development-key.js";

const SIGNED_FLAG = 0x80;
const ADDRESS_IS_ACCOUNT_ID = 0;
const IMMORTAL = 0;
const NO_TIP = 0;
const NO_METADATA_HASH = 0;

/** Who signs, and for which chain. */
export interface Signing {
  readonly pair: DevelopmentKey;
  readonly nonce: number;
  readonly genesisHash: Hex;
  readonly specVersion: number;
}

/** A signed transaction that never ages and gives no tip, with its length in front. */
export function signCall(call: RuntimeCall, { pair, nonce, genesisHash, specVersion }: Signing): Uint8Array {
  const callBytes = encode(runtimeCall, call);
  const extraBytes = new ScaleWriter()
    .byte(IMMORTAL)
    .compact(nonce)
    .compact(NO_TIP)
    .byte(NO_METADATA_HASH)
    .finish();
  const payload = signingPayload({ callBytes, extraBytes }, genesisHash, genesisHash, specVersion);
  const body = new ScaleWriter()
    .byte(SIGNED_FLAG | EXTRINSIC_VERSION)
    .byte(ADDRESS_IS_ACCOUNT_ID)
    .bytes(pair.publicKey)
    .bytes(pair.sign(payload, { withType: true }))
    .bytes(extraBytes)
    .bytes(callBytes)
    .finish();
  return new ScaleWriter().compact(body.length).bytes(body).finish();
}
