import { taggedHash } from "../rules/tagged-hash.js";
import { decodeFrame, encodeUnsigned, type DecodedFrame } from "./frame.js";
import type { Direction, FrameType, Message } from "./message.js";
import { verifyEd25519, type SessionKey } from "./session-key.js";

/** The hashes of section 14.1 that are known so far; each covers all messages before it. */
export interface ChainState {
  /** P, the hash of Prepare. */
  readonly prepare?: Uint8Array;
  /** Q, of Ready. */
  readonly ready?: Uint8Array;
  /** X, of Challenge. */
  readonly challenge?: Uint8Array;
  /** Y, of Nonce. */
  readonly nonce?: Uint8Array;
  /** Z, of Open. */
  readonly open?: Uint8Array;
}

type SignedType = Exclude<FrameType, "ping" | "pong">;

/** Which hash of the chain goes before the message in its digest. Prepare is the beginning. */
const LINKS = {
  prepare: undefined,
  ready: "prepare",
  challenge: "ready",
  commit1: "challenge",
  nonce: "challenge",
  commit2: "nonce",
  open: "nonce",
  openings: "open",
  abort: "prepare",
  verdict: "prepare",
} as const satisfies Record<SignedType, keyof ChainState | undefined>;

/**
 * What the sender of a message signs (section 14.1). `unsigned` is U(frame).
 *
 * Throws for a Ping or Pong, which nobody signs, and if the chain has not come far enough.
 */
export function frameDigest(chain: ChainState, type: FrameType, unsigned: Uint8Array): Uint8Array {
  if (type === "ping" || type === "pong") throw new Error(`a ${type} is not signed`);
  const link = LINKS[type];
  const tag = `gpow/1/${type}`;
  if (link === undefined) return taggedHash(tag, unsigned);
  const previous = chain[link];
  if (previous === undefined) throw new Error(`a ${type} needs the hash of ${link}`);
  return taggedHash(tag, previous, unsigned);
}

/** A frame with its signature, ready to be sent, and the digest that was signed. */
export interface SignedFrame {
  readonly bytes: Uint8Array;
  readonly digest: Uint8Array;
}

/** Encodes and signs a message. A message is signed once; to send it again, send these bytes (14.4). */
export function signFrame(chain: ChainState, message: Message, key: SessionKey): SignedFrame {
  const unsigned = encodeUnsigned(message);
  const digest = frameDigest(chain, message.type, unsigned);
  return { bytes: new Uint8Array(Buffer.concat([unsigned, key.sign(digest)])), digest };
}

/** Whether a decoded frame carries the right signature of `session`. */
export function isSignedBy(chain: ChainState, frame: DecodedFrame, session: Uint8Array): boolean {
  return verifyEd25519(session, frameDigest(chain, frame.message.type, frame.unsigned), frame.signature);
}

/** The message of one type. */
export type MessageOf<Type extends FrameType> = Message & { readonly type: Type };

/** {@link decodeFrame}, for one type only. */
export function decodeFrameAs<Type extends FrameType>(
  frame: Uint8Array,
  direction: Direction,
  type: Type,
): (DecodedFrame & { readonly message: MessageOf<Type> }) | undefined {
  const decoded = decodeFrame(frame, direction);
  return decoded !== undefined && hasType(decoded, type) ? decoded : undefined;
}

function hasType<Type extends FrameType>(
  frame: DecodedFrame,
  type: Type,
): frame is DecodedFrame & { readonly message: MessageOf<Type> } {
  return frame.message.type === type;
}
