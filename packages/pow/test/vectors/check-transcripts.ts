import assert from "node:assert/strict";

import { delegationDigest, hotkeySchemeOf, type HotkeyScheme } from "../../src/delegation.js";
import { stripsPerProduct } from "../../src/rules/params.js";
import { deriveSampleKey, drawSamples } from "../../src/rules/sampling.js";
import { evaluateTranscript } from "../../src/transcript/evaluate-transcript.js";
import { toOpeningsJob } from "../../src/transcript/judge-session.js";
import { SessionEvaluation } from "../../src/transcript/session-evaluation.js";
import type { Evaluation, Transcript } from "../../src/transcript/transcript.js";
import { decodeFrameAs } from "../../src/wire/hash-chain.js";
import { REASONS, OUTCOME_CODES } from "../../src/rules/outcome.js";
import type { SessionContext, VerifyHotkey } from "../../src/wire/identity.js";
import { fromHex, toHex } from "./hex.js";
import type {
  ContextVector,
  DelegationVector,
  ExpectVector,
  FrameEdit,
  TamperedVector,
  TranscriptVector,
} from "./vector-file.js";

export async function checkDelegation(entry: DelegationVector, verifyHotkey: VerifyHotkey): Promise<void> {
  const scheme = schemeOf(entry.scheme);
  const hotkey = fromHex(entry.hotkey);
  const digest = delegationDigest({
    genesis: fromHex(entry.genesis),
    role: entry.role === 1 ? "validator" : "executor",
    scheme,
    hotkey,
    session: fromHex(entry.session),
    executorId: entry.executorId,
    notBeforeMs: entry.notBefore,
    notAfterMs: entry.notAfter,
  });
  assert.equal(toHex(digest), entry.digest);
  assert.equal(await verifyHotkey(scheme, hotkey, digest, fromHex(entry.signature)), entry.valid);
}

export async function checkTranscript(entry: TranscriptVector, verifyHotkey: VerifyHotkey): Promise<void> {
  const transcript = transcriptOf(entry);
  const context = contextOf(entry.context);
  const evaluation = await evaluateTranscript(transcript, { context, verifyHotkey });
  checkEvaluation(evaluation, entry.expect, entry.internals.transcriptHash);
  await checkInternals(entry, transcript, verifyHotkey);
  checkVerdict(entry, transcript);
}

export async function checkTampered(
  entry: TamperedVector,
  bases: readonly TranscriptVector[],
  verifyHotkey: VerifyHotkey,
): Promise<void> {
  const base = bases.find(({ name }) => name === entry.base);
  if (base === undefined) assert.fail(`there is no transcript ${entry.base}`);
  const evaluation = await evaluateTranscript(tamper(transcriptOf(base), entry), {
    context: contextOf(entry.context ?? base.context),
    verifyHotkey,
  });
  checkEvaluation(evaluation, entry.expect, entry.transcriptHash);
}

/** The transcript that a tampered entry describes. */
function tamper(base: Transcript, entry: TamperedVector): Transcript {
  const { endUs } = entry;
  if (entry.frames !== undefined) {
    const frames = entry.frames.map((edit) => {
      const from = edit.ref === undefined ? undefined : base.frames[edit.ref];
      const direction = edit.dir ?? from?.direction ?? assert.fail("a frame needs a direction");
      const us = edit.us ?? from?.us ?? assert.fail("a frame needs a time");
      return { direction, us, bytes: editBytes(from?.bytes ?? new Uint8Array(0), edit) };
    });
    return { frames, endUs };
  }
  const frames = [...base.frames];
  for (const edit of entry.edits ?? []) {
    const from = frames[edit.frame] ?? assert.fail(`there is no frame ${edit.frame}`);
    frames[edit.frame] = { ...from, us: edit.us ?? from.us, bytes: editBytes(from.bytes, edit) };
  }
  return { frames, endUs };
}

function transcriptOf({ frames, endUs }: TranscriptVector): Transcript {
  return {
    frames: frames.map(({ dir, us, b64 }) => ({ direction: dir, us, bytes: fromBase64(b64) })),
    endUs,
  };
}

function contextOf(context: ContextVector): SessionContext {
  return {
    genesis: fromHex(context.genesis),
    validator: { scheme: schemeOf(context.validatorScheme), publicKey: fromHex(context.validatorKey) },
    miner: { scheme: schemeOf(context.minerScheme), publicKey: fromHex(context.minerKey) },
    executorId: context.executorId,
  };
}

function editBytes(from: Uint8Array, { b64, set = [], pad = 0 }: FrameEdit): Uint8Array {
  const bytes = b64 === undefined ? from.slice() : fromBase64(b64);
  for (const { at, hex } of set) bytes.set(fromHex(hex), at);
  return new Uint8Array(Buffer.concat([bytes, new Uint8Array(pad)]));
}

function checkEvaluation(
  evaluation: Evaluation,
  expect: readonly ExpectVector[],
  transcriptHash: string,
): void {
  const actual = evaluation.gpus.map(({ outcome, reason, t1Us, d1Us, t2Us, d2Us }) => ({
    outcome,
    reason,
    t1Us: t1Us ?? null,
    d1Us: d1Us ?? null,
    t2Us: t2Us ?? null,
    d2Us: d2Us ?? null,
  }));
  assert.deepEqual(actual, expect);
  assert.equal(toHex(evaluation.transcriptHash), transcriptHash);
}

async function checkInternals(
  { internals, context }: TranscriptVector,
  transcript: Transcript,
  verifyHotkey: VerifyHotkey,
): Promise<void> {
  const session = new SessionEvaluation({ verifyHotkey, context: contextOf(context) });
  for (const frame of transcript.frames) await session.push(frame);
  const { prepare, ready, challenge, nonce, open } = session.chain;
  const chain = [prepare, ready, challenge, nonce, open].map((hash) => hash && toHex(hash));
  assert.deepEqual(chain, [internals.P, internals.Q, internals.X, internals.Y, internals.Z]);

  const openFrame = transcript.frames.map(({ bytes }) => decodeFrameAs(bytes, "V>E", "open")).find(Boolean);
  assert.equal(openFrame && toHex(openFrame.message.value), internals.openSecret);
  const gpus = session.gpus.map((gpu) => {
    const job = toOpeningsJob(session, gpu) ?? assert.fail("an honest transcript has openings");
    const { n, M, W, t1, t2 } = job.params;
    const strips = deriveSampleKey(job.openHash, gpu.slot, "strips");
    const walkers = deriveSampleKey(job.openHash, gpu.slot, "walkers");
    return {
      seed: toHex(job.seed),
      walkNonce: toHex(job.walkNonce),
      strips: drawSamples(strips, M * stripsPerProduct(n), t1),
      walkers: drawSamples(walkers, W, t2),
    };
  });
  assert.deepEqual(gpus, internals.gpus);
}

function checkVerdict(entry: TranscriptVector, transcript: Transcript): void {
  const verdict = transcript.frames.map(({ bytes }) => decodeFrameAs(bytes, "V>E", "verdict")).find(Boolean);
  const { transcriptHash, gpus } = verdict?.message ?? assert.fail("an honest transcript has a Verdict");
  assert.equal(toHex(transcriptHash), entry.internals.transcriptHash);
  const stated = entry.expect.map(({ outcome, reason, t1Us, d1Us, t2Us, d2Us }) => ({
    outcome: codeOf(OUTCOME_CODES, outcome),
    reason: REASONS[reason as keyof typeof REASONS].code,
    t1Us: t1Us ?? undefined,
    d1Us: d1Us ?? undefined,
    t2Us: t2Us ?? undefined,
    d2Us: d2Us ?? undefined,
  }));
  assert.deepEqual(gpus, stated);
}

function codeOf(table: Readonly<Record<string, number>>, name: string): number {
  return table[name] ?? assert.fail(`there is no ${name}`);
}

function schemeOf(code: number): HotkeyScheme {
  return hotkeySchemeOf(code) ?? assert.fail(`there is no scheme ${code}`);
}

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
