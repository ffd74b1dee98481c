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

/**
 * Why bytes are not a transaction that can be carried out: their outermost length does not fit them; they are not one
 * of this runtime's transactions inside; or they are not signed, which only the author's own may be.
 */
export type ExtrinsicFault = "bad-format" | "undecodable" | "unsigned";

/** The bytes are not a signed transaction of this runtime. */
export class ExtrinsicError extends Error {
  override readonly name = "ExtrinsicError";
  readonly fault: ExtrinsicFault;

  constructor(fault: ExtrinsicFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

/** Takes a transaction apart. Throws {@link ExtrinsicError}. */
export function decodeExtrinsic(bytes: Uint8Array): SignedExtrinsic {
  const body = asFault("bad-format", () => readBody(bytes));
  return asFault("undecodable", () => readSigned(bytes, body));
}

function asFault<T>(fault: ExtrinsicFault, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ScaleError)) throw error;
    throw new ExtrinsicError(fault, error.message, { cause: error });
  }
}

function readBody(bytes: Uint8Array): Uint8Array {
  const reader = new ScaleReader(bytes);
  const body = reader.bytes(reader.length(1));
  reader.end();
  return body;
}

function readSigned(bytes: Uint8Array, body: Uint8Array): SignedExtrinsic {
  const reader = new ScaleReader(body);
  const version = reader.byte();
  if (version === EXTRINSIC_VERSION) throw new ExtrinsicError("unsigned", "the transaction is not signed");
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
