import { blake2AsU8a } from "@polkadot/util-crypto";
import { runtimeCall, type RuntimeCall } from "../runtime/calls.js";
import { EXTRINSIC_VERSION } from "../runtime/runtime.js";
import { era, type Era } from "../runtime/types/era.js";
import { multiAddress, multiSignature } from "../runtime/types/primitives.js";
import { metadataHashMode } from "../runtime/types/system.js";
import { compact, u32, u64, wideCompact } from "../scale/primitives.js";
import { toHex, type Hex } from "../scale/hex.js";
import { ScaleError, ScaleReader } from "../scale/reader.js";
import type { ValueOf } from "../scale/type.js";
import { ScaleWriter } from "../scale/writer.js";

const SIGNED_FLAG = 0x80;
const nonceType = compact(u32);
const tipType = wideCompact(u64);

/** A transaction that was signed. */
export interface SignedExtrinsic {
  readonly hash: Hex;
  /** The whole, with its length in front. */
  readonly bytes: Uint8Array;
  readonly signer: Hex;
  readonly signature: ValueOf<typeof multiSignature>;
  readonly era: Era;
  readonly nonce: number;
  readonly tip: bigint;
  readonly metadataHashMode: ValueOf<typeof metadataHashMode>;
  readonly call: RuntimeCall;
  /** The call's own bytes: they are what is signed, so they are not encoded again. */
  readonly callBytes: Uint8Array;
  /** Era, nonce, tip and mode as they stand in the transaction; signed as they are. */
  readonly extraBytes: Uint8Array;
}

/** The outermost length does not fit the bytes. */
export class BadFormatError extends Error {
  override readonly name = "BadFormatError";
}

/** The transaction is well-formed outside, but not one that this runtime knows. */
export class UndecodableError extends Error {
  override readonly name = "UndecodableError";
}

/** Takes a transaction apart. Throws {@link BadFormatError}, {@link UndecodableError} or {@link UnsignedError}. */
export function decodeExtrinsic(bytes: Uint8Array): SignedExtrinsic {
  const body = readBody(bytes);
  try {
    return readSigned(bytes, body);
  } catch (error) {
    if (!(error instanceof ScaleError)) throw error;
    throw new UndecodableError(error.message, { cause: error });
  }
}

/** The transaction is not signed; such ones come from block authors alone. */
export class UnsignedError extends Error {
  override readonly name = "UnsignedError";
}

function readBody(bytes: Uint8Array): Uint8Array {
  try {
    const reader = new ScaleReader(bytes);
    const body = reader.bytes(reader.length(1));
    reader.end();
    return body;
  } catch (error) {
    throw new BadFormatError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function readSigned(bytes: Uint8Array, body: Uint8Array): SignedExtrinsic {
  const reader = new ScaleReader(body);
  const version = reader.byte();
  if (version === EXTRINSIC_VERSION) throw new UnsignedError("not signed");
  if (version !== (SIGNED_FLAG | EXTRINSIC_VERSION)) throw new ScaleError("Invalid transaction version");
  const address = multiAddress.decode(reader);
  if (address.type !== "Id")
    throw new ScaleError(`signers are named by their account id, not by ${address.type}`);
  const signature = multiSignature.decode(reader);
  const extraStart = body.length - reader.remaining;
  const signed = {
    era: era.decode(reader),
    nonce: nonceType.decode(reader),
    tip: tipType.decode(reader),
    metadataHashMode: metadataHashMode.decode(reader),
  };
  const callStart = body.length - reader.remaining;
  const call = runtimeCall.decode(reader);
  reader.end();
  return {
    hash: toHex(blake2AsU8a(bytes, 256)),
    bytes,
    signer: address.value,
    signature,
    ...signed,
    call,
    callBytes: body.subarray(callStart),
    extraBytes: body.subarray(extraStart, callStart),
  };
}

/** The bytes of a transaction without signature: what a block's author puts into it. */
export function encodeInherent(call: RuntimeCall): Uint8Array {
  const writer = new ScaleWriter().byte(EXTRINSIC_VERSION);
  runtimeCall.encode(call, writer);
  const body = writer.finish();
  return new ScaleWriter().compact(body.length).bytes(body).finish();
}
