import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { decodeFrame, encodeUnsigned, MAX_FRAME_BYTES } from "../../src/wire/frame.js";
import type { Direction, GpuClaim, GpuSpec, Message, VerdictEntry } from "../../src/wire/message.js";

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });
const u8 = fc.nat(0xff);
const u16 = fc.nat(0xffff);
const u32 = fc.nat({ max: 0xffffffff });
const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const text = fc.string({ maxLength: 60, unit: "grapheme" });
const latin1 = fc.uint8Array({ maxLength: 255 }).map((value) => Buffer.from(value).toString("latin1"));
const timeUs = fc.option(fc.nat({ max: 0xfffffffe }), { nil: undefined });
const cid = bytes(16);

const spec: fc.Arbitrary<GpuSpec> = fc.record({
  uuid: bytes(16),
  params: bytes(32),
  opsPerUs: u32,
  bytesPerUs: u32,
  classId: u32,
  zero: u32,
});
const claim: fc.Arbitrary<GpuClaim> = fc.record({
  uuid: bytes(16),
  totalBytes: u64,
  freeBytes: u64,
  driver: u32,
  pciDomain: u32,
  pciBus: u8,
  pciDevice: u8,
  ccMajor: u8,
  ccMinor: u8,
  sms: u16,
  kernel: u8,
  flags: u8,
  name: text,
});
const verdictEntry: fc.Arbitrary<VerdictEntry> = fc.record({
  outcome: u8,
  reason: u8,
  t1Us: timeUs,
  d1Us: timeUs,
  t2Us: timeUs,
  d2Us: timeUs,
});

const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    type: fc.constant("prepare" as const),
    cid,
    wallMs: u64,
    genesis: bytes(32),
    validatorScheme: u8,
    validatorKey: bytes(32),
    minerScheme: u8,
    minerKey: bytes(32),
    executorId: latin1,
    session: bytes(32),
    notBeforeMs: u64,
    notAfterMs: u64,
    delegation: bytes(64),
    openCommit: bytes(32),
    gpus: fc.array(spec, { maxLength: 20 }),
  }),
  fc.record({
    type: fc.constant("ready" as const),
    cid,
    status: u8,
    session: bytes(32),
    notBeforeMs: u64,
    notAfterMs: u64,
    delegation: bytes(64),
    agent: text,
    claims: fc.array(claim, { maxLength: 20 }),
  }),
  fc.record({ type: fc.constantFrom("ping" as const, "pong" as const), cid, token: bytes(16) }),
  fc.record({
    type: fc.constant("challenge" as const),
    cid,
    blockNumber: u64,
    blockHash: bytes(32),
    random: bytes(32),
  }),
  fc.record({
    type: fc.constantFrom("commit1" as const, "commit2" as const),
    cid,
    gpu: u8,
    root: bytes(32),
  }),
  fc.record({
    type: fc.constantFrom("nonce" as const, "open" as const),
    cid,
    value: bytes(32),
    commits: fc.array(bytes(32), { maxLength: 20 }),
  }),
  fc.record({ type: fc.constant("openings" as const), cid, gpu: u8, body: fc.uint8Array() }),
  fc.record({
    type: fc.constant("verdict" as const),
    cid,
    transcriptHash: bytes(32),
    gpus: fc.array(verdictEntry, { maxLength: 20 }),
  }),
  fc.record({ type: fc.constant("abort" as const), cid, gpu: u8, code: u8, detail: text }),
);

const SENDERS: Readonly<Record<Message["type"], Direction>> = {
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
  abort: "V>E",
};

function toFrame(one: Message): Uint8Array {
  const signature = one.type === "ping" || one.type === "pong" ? 0 : 64;
  return new Uint8Array(Buffer.concat([encodeUnsigned(one), new Uint8Array(signature)]));
}

describe("a frame", () => {
  it("decodes to the message it was made of", () => {
    fc.assert(
      fc.property(message, (one) => {
        const decoded = decodeFrame(toFrame(one), SENDERS[one.type]);
        expect(decoded?.message).toEqual(one);
      }),
    );
  });

  it("is refused from the wrong side", () => {
    fc.assert(
      fc.property(message, (one) => {
        fc.pre(one.type !== "abort");
        const wrong = SENDERS[one.type] === "V>E" ? "E>V" : "V>E";
        expect(decodeFrame(toFrame(one), wrong)).toBeUndefined();
      }),
    );
  });

  it("is refused one byte shorter, unless its type has any length", () => {
    fc.assert(
      fc.property(message, (one) => {
        fc.pre(one.type !== "openings");
        expect(decodeFrame(toFrame(one).subarray(0, -1), SENDERS[one.type])).toBeUndefined();
      }),
    );
  });

  it("is refused one byte longer, unless its type has any length", () => {
    fc.assert(
      fc.property(message, u8, (one, extra) => {
        fc.pre(one.type !== "openings");
        const longer = new Uint8Array([...toFrame(one), extra]);
        expect(decodeFrame(longer, SENDERS[one.type])).toBeUndefined();
      }),
    );
  });

  it("never crashes the decoder, and what decodes encodes to the same bytes unless it was no text", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 600 }),
        fc.integer({ min: 0, max: 14 }),
        u8,
        (tail, type, version) => {
          const frame = new Uint8Array([type, version % 2, 0, 0, ...tail]);
          for (const direction of ["V>E", "E>V"] as const) {
            const decoded = decodeFrame(frame, direction);
            if (decoded === undefined) continue;
            if (decoded.message.type === "ready" || decoded.message.type === "abort") continue;
            expect(encodeUnsigned(decoded.message)).toEqual(decoded.unsigned);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("is refused above 2 MiB", () => {
    const openings = new Uint8Array(MAX_FRAME_BYTES + 1);
    openings.set([10, 1]);
    expect(decodeFrame(openings, "E>V")).toBeUndefined();
    expect(decodeFrame(openings.subarray(0, -1), "E>V")).toBeDefined();
  });
});
