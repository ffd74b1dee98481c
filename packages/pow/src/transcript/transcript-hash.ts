import { encodeU64, encodeU8, taggedHash } from "../rules/tagged-hash.js";
import { FRAME_TYPES, type Direction } from "../wire/message.js";
import type { Transcript, TranscriptFrame } from "./transcript.js";

const DIRECTION_CODES = { "V>E": 0, "E>V": 1 } as const satisfies Record<Direction, number>;

/** Whether this frame ends what the transcript hash covers: it comes from V and calls itself a Verdict. */
export function isVerdictFrame(frame: TranscriptFrame): boolean {
  return frame.direction === "V>E" && frame.bytes[0] === FRAME_TYPES.verdict;
}

/** The hash of all frames before the Verdict, with their times, and of the end (section 17.2). */
export function transcriptHash({ frames, endUs }: Transcript): Uint8Array {
  const verdictAt = frames.findIndex(isVerdictFrame);
  const covered = verdictAt === -1 ? frames : frames.slice(0, verdictAt);
  return taggedHash("gpow/1/transcript", ...covered.map(frameField), encodeU64(endUs));
}

/** One frame as a field of a hash: u8 direction ‖ u64 us ‖ bytes. */
export function frameField({ direction, us, bytes }: TranscriptFrame): Uint8Array {
  return Buffer.concat([encodeU8(DIRECTION_CODES[direction]), encodeU64(us), bytes]);
}
