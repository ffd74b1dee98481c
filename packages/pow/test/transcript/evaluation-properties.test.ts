import { labUuid, startSession, verifyEd25519Hotkey } from "@headframe/testkit/pow";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { ReferenceDevice } from "../../src/reference/reference-device.js";
import type { Reason } from "../../src/rules/outcome.js";
import { evaluateTranscript } from "../../src/transcript/evaluate-transcript.js";
import type { Transcript, TranscriptFrame } from "../../src/transcript/transcript.js";
import { FRAME_TYPES } from "../../src/wire/message.js";

const EVALUATION = { verifyHotkey: verifyEd25519Hotkey };

let honest: Transcript;

beforeAll(async () => {
  const session = startSession({ devices: [new ReferenceDevice({ uuid: labUuid(1) })] });
  honest = (await session.verifier).transcript;
});

async function reasonOf(transcript: Transcript): Promise<Reason | undefined> {
  const { gpus } = await evaluateTranscript(transcript, EVALUATION);
  return gpus[0]?.reason;
}

function replaceFrame(index: number, change: (frame: TranscriptFrame) => TranscriptFrame): Transcript {
  return {
    ...honest,
    frames: honest.frames.map((frame, at) => (at === index ? change(frame) : frame)),
  };
}

describe("the evaluation of a transcript", () => {
  it("rejects after one changed bit anywhere in a signed frame of the executor", async () => {
    const signed = honest.frames.flatMap(({ direction, bytes }, index) =>
      direction === "E>V" && bytes[0] !== FRAME_TYPES.pong ? [index] : [],
    );
    const place = fc.tuple(fc.constantFrom(...signed), fc.nat(), fc.nat(7));
    await fc.assert(
      fc.asyncProperty(place, async ([index, position, bit]) => {
        const changed = replaceFrame(index, (frame) => {
          const bytes = frame.bytes.slice();
          const at = position % bytes.length;
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
          return { ...frame, bytes };
        });
        const { gpus } = await evaluateTranscript(changed, EVALUATION);
        expect(gpus.map(({ outcome }) => outcome)).toEqual(["reject"]);
      }),
      { numRuns: 200 },
    );
  });

  it("accepts nothing after one changed bit in a frame of the validator before the Verdict", async () => {
    const own = honest.frames.flatMap(({ direction, bytes }, index) =>
      direction === "V>E" && bytes[0] !== FRAME_TYPES.verdict && bytes[0] !== FRAME_TYPES.ping ? [index] : [],
    );
    const place = fc.tuple(fc.constantFrom(...own), fc.nat(), fc.nat(7));
    await fc.assert(
      fc.asyncProperty(place, async ([index, position, bit]) => {
        const changed = replaceFrame(index, (frame) => {
          const bytes = frame.bytes.slice();
          const at = position % bytes.length;
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
          return { ...frame, bytes };
        });
        const { gpus } = await evaluateTranscript(changed, EVALUATION);
        expect(gpus.every(({ outcome }) => outcome === "void")).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it("accepts no shuffled, shortened or doubled session that differs in what was said", async () => {
    const order = fc.array(fc.nat(honest.frames.length - 2), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(order, async (indices) => {
        const frames = indices.flatMap((index) => honest.frames[index] ?? []);
        const needed = honest.frames.slice(0, -1).every((frame) => frames.includes(frame));
        fc.pre(!needed);
        expect(await reasonOf({ frames, endUs: honest.endUs })).not.toBe("ok");
      }),
      { numRuns: 200 },
    );
  });

  it("never throws, whatever the frames are", async () => {
    const frame: fc.Arbitrary<TranscriptFrame> = fc.record({
      direction: fc.constantFrom("V>E" as const, "E>V" as const),
      us: fc.nat(),
      bytes: fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(honest.frames.length - 1).map((index) => honest.frames[index]?.bytes ?? new Uint8Array(0)),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 12 }), fc.nat(), async (frames, endUs) => {
        const { gpus } = await evaluateTranscript({ frames, endUs }, EVALUATION);
        expect(gpus.every(({ outcome }) => outcome !== "accept")).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
