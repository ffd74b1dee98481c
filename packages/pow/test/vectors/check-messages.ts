import assert from "node:assert/strict";

import { decodeFrame, encodeUnsigned, type DecodedFrame } from "../../src/wire/frame.js";
import { FRAME_TYPES, type GpuClaim, type GpuSpec, type VerdictEntry } from "../../src/wire/message.js";
import { sha256Hex, toHex } from "./hex.js";
import type { MessageVector, TranscriptVector } from "./vector-file.js";

/** Decodes a frame, compares every field, and encodes it again. */
export function checkMessage(entry: MessageVector, transcripts: readonly TranscriptVector[]): void {
  const bytes = bytesOf(entry, transcripts);
  const decoded = decodeFrame(bytes, "V>E") ?? decodeFrame(bytes, "E>V") ?? assert.fail("does not decode");
  assert.equal(bytes.length, entry.length);
  assert.equal(sha256Hex(decoded.unsigned), entry.unsignedSha256);
  assert.equal(toHex(encodeUnsigned(decoded.message)), toHex(decoded.unsigned));
  assert.deepEqual(fieldsOf(decoded), entry.fields);
}

function bytesOf(
  { b64, transcript, frame = 0 }: MessageVector,
  all: readonly TranscriptVector[],
): Uint8Array {
  const text = b64 ?? all.find(({ name }) => name === transcript)?.frames[frame]?.b64;
  return new Uint8Array(Buffer.from(text ?? assert.fail("names no frame"), "base64"));
}

/** A message with the names and forms of the vectors. */
function fieldsOf({ message, signature }: DecodedFrame): Record<string, unknown> {
  const header = {
    t: FRAME_TYPES[message.type],
    cid: toHex(message.cid),
    sig: signature.length === 0 ? null : toHex(signature),
  };
  switch (message.type) {
    case "prepare":
      return {
        ...header,
        wallMs: String(message.wallMs),
        genesis: toHex(message.genesis),
        vScheme: message.validatorScheme,
        vKey: toHex(message.validatorKey),
        mScheme: message.minerScheme,
        mKey: toHex(message.minerKey),
        executorId: toHex(Buffer.from(message.executorId, "latin1")),
        vSession: toHex(message.session),
        vNb: String(message.notBeforeMs),
        vNa: String(message.notAfterMs),
        vDeleg: toHex(message.delegation),
        openCommit: toHex(message.openCommit),
        gpus: message.gpus.map(specFields),
      };
    case "ready":
      return {
        ...header,
        status: message.status,
        eSession: toHex(message.session),
        eNb: String(message.notBeforeMs),
        eNa: String(message.notAfterMs),
        eDeleg: toHex(message.delegation),
        agent: toHex(Buffer.from(message.agent)),
        claims: message.claims.map(claimFields),
      };
    case "ping":
    case "pong":
      return { ...header, token: toHex(message.token) };
    case "challenge":
      return {
        ...header,
        blockNumber: String(message.blockNumber),
        blockHash: toHex(message.blockHash),
        r: toHex(message.random),
      };
    case "commit1":
    case "commit2":
      return { ...header, g: message.gpu, root: toHex(message.root) };
    case "nonce":
    case "open":
      return { ...header, value: toHex(message.value), vec: message.commits.map((commit) => toHex(commit)) };
    case "openings":
      return {
        ...header,
        g: message.gpu,
        restLength: message.body.length,
        restSha256: sha256Hex(message.body),
      };
    case "verdict":
      return { ...header, th: toHex(message.transcriptHash), v: message.gpus.map(verdictFields) };
    case "abort":
      return {
        ...header,
        g: message.gpu,
        code: message.code,
        detail: toHex(Buffer.from(message.detail)),
      };
  }
}

function specFields({ uuid, params, ...rates }: GpuSpec): Record<string, unknown> {
  return { uuid: toHex(uuid), raw: toHex(params), ...rates };
}

function claimFields({ uuid, totalBytes, freeBytes, name, ...rest }: GpuClaim): Record<string, unknown> {
  return {
    uuid: toHex(uuid),
    total: String(totalBytes),
    free: String(freeBytes),
    ...rest,
    name: toHex(Buffer.from(name)),
  };
}

function verdictFields({ outcome, reason, t1Us, d1Us, t2Us, d2Us }: VerdictEntry): Record<string, unknown> {
  return { outcome, reason, t1: t1Us ?? null, d1: d1Us ?? null, t2: t2Us ?? null, d2: d2Us ?? null };
}
