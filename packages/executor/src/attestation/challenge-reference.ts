import { readFile } from "node:fs/promises";
import { errorMessage } from "@headframe/kit";
import { decodeFrameAs, frameDigest } from "@headframe/pow";
import { z } from "zod";
import { ATTESTATION_FORMAT } from "../proof/attestation-file.js";
import { AttestationError } from "./errors.js";

/** The challenge that a report belongs to. Bytes in hexadecimal. */
export interface ChallengeReference {
  readonly challengeId: string;
  readonly executorId: string;
  readonly validatorKey: string;
  readonly minerKey: string;
  /** X of GPOW-1, section 14.1: the hash of everything up to the Challenge, which both sides know. */
  readonly challengeDigest: string;
}

const transcriptSchema = z.object({
  format: z.literal(ATTESTATION_FORMAT),
  frames: z.array(z.object({ direction: z.enum(["V>E", "E>V"]), base64: z.base64() })).max(10_000),
});

/**
 * Reads a stored transcript of this executor.
 *
 * @throws {AttestationError} `attestation/unreadable-transcript`
 */
export async function readChallengeReference(path: string): Promise<ChallengeReference> {
  try {
    const { frames } = transcriptSchema.parse(JSON.parse(await readFile(path, "utf8")));
    return toReference(frames);
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : errorMessage(error);
    throw new AttestationError(
      { code: "attestation/unreadable-transcript", path },
      `cannot read the transcript ${path}: ${why}`,
      { cause: error, hint: "give a file of storage.attestation_dir that ends in .gpow.json" },
    );
  }
}

type StoredFrame = z.output<typeof transcriptSchema>["frames"][number];

function toReference(frames: readonly StoredFrame[]): ChallengeReference {
  const find = <Type extends "prepare" | "ready" | "challenge">(type: Type) => {
    for (const { direction, base64 } of frames) {
      const frame = decodeFrameAs(new Uint8Array(Buffer.from(base64, "base64")), direction, type);
      if (frame !== undefined) return frame;
    }
    throw new Error(`it has no ${type}: the session ended before the challenge`);
  };
  const prepare = find("prepare");
  const prepareDigest = frameDigest({}, "prepare", prepare.unsigned);
  const readyDigest = frameDigest({ prepare: prepareDigest }, "ready", find("ready").unsigned);
  const digest = frameDigest({ ready: readyDigest }, "challenge", find("challenge").unsigned);
  const { cid, executorId, validatorKey, minerKey } = prepare.message;
  return {
    challengeId: toHex(cid),
    executorId,
    validatorKey: toHex(validatorKey),
    minerKey: toHex(minerKey),
    challengeDigest: toHex(digest),
  };
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
