import { readBody, writeBody } from "./bodies.js";
import { ByteReader } from "./byte-reader.js";
import { ByteWriter } from "./byte-writer.js";
import { FRAME_TYPES, type Direction, type FrameType, type Message } from "./message.js";

/** The longest frame (GPOW-1 section 13.1). */
export const MAX_FRAME_BYTES = 2_097_152;
/** Bytes before the body: type, version, zero, challenge id. */
export const HEADER_BYTES = 20;
const CID_BYTES = 16;
const SIGNATURE_BYTES = 64;
const VERSION = 1;
// The shortest Openings frame: header, index, signature. The interior is judged by section 12, not by decoding.
const MIN_OPENINGS_BYTES = 85;

/** A frame taken apart. All byte arrays are views of the frame. */
export interface DecodedFrame {
  readonly message: Message;
  readonly bytes: Uint8Array;
  /** U(frame): what is hashed and signed. */
  readonly unsigned: Uint8Array;
  /** 64 bytes; empty in Ping and Pong. */
  readonly signature: Uint8Array;
}

const SENDERS = {
  prepare: "V>E",
  ready: "E>V",
  ping: "V>E",
  pong: "E>V",
  challenge: "V>E",
  commit1: "E>V",
  nonce: "V>E",
  commit2: "E>V",
  open: "V>E",
  openings: "E>V",
  verdict: "V>E",
  abort: "both",
} as const satisfies Record<FrameType, Direction | "both">;

/** The type a frame says it has, or `undefined`. */
export function frameTypeOf(frame: Uint8Array): FrameType | undefined {
  return FRAME_TYPE_NAMES.get(frame[0] ?? 0);
}

const FRAME_TYPE_NAMES: ReadonlyMap<number, FrameType> = new Map(
  Object.entries(FRAME_TYPES).map(([name, number]) => [number, name as FrameType]),
);

/** Whether frames of this type carry a signature. */
function isSigned(type: FrameType): boolean {
  return type !== "ping" && type !== "pong";
}

/**
 * Decodes strictly: at most 2 MiB, known type, version 1, zero field 0, allowed direction, exact length.
 *
 * `undefined` means malformed. Values of enumerations, text, counts and the interior of Openings are not judged.
 */
export function decodeFrame(frame: Uint8Array, direction: Direction): DecodedFrame | undefined {
  if (frame.length > MAX_FRAME_BYTES) return undefined;
  const header = new ByteReader(frame.subarray(0, HEADER_BYTES));
  const type = FRAME_TYPE_NAMES.get(header.u8());
  const version = header.u8();
  const zero = header.u16();
  const cid = header.bytes(CID_BYTES);
  if (type === undefined || !header.isExact || version !== VERSION || zero !== 0) return undefined;
  const sender = SENDERS[type];
  if (sender !== "both" && sender !== direction) return undefined;
  if (type === "openings" && frame.length < MIN_OPENINGS_BYTES) return undefined;

  const bodyEnd = frame.length - (isSigned(type) ? SIGNATURE_BYTES : 0);
  if (bodyEnd < HEADER_BYTES) return undefined;
  const reader = new ByteReader(frame.subarray(HEADER_BYTES, bodyEnd));
  const message = readBody(type, cid, reader);
  if (!reader.isExact) return undefined;
  return { message, bytes: frame, unsigned: frame.subarray(0, bodyEnd), signature: frame.subarray(bodyEnd) };
}

/** U(frame) of a message: header and body. */
export function encodeUnsigned(message: Message): Uint8Array {
  const writer = new ByteWriter().u8(FRAME_TYPES[message.type]).u8(VERSION).u16(0).bytes(message.cid);
  writeBody(message, writer);
  return writer.finish();
}
