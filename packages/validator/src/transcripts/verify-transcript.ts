import { encodeAddress, verifySignature } from "@headframe/chain";
import { evaluateTranscript, type OpeningsVerifier } from "@headframe/pow";
import { ValidatorError } from "../errors.js";
import type { DeviceReport } from "../report/challenge-report.js";
import { toDeviceReport } from "../report/device-report.js";
import { readTranscript } from "./read-transcript.js";
import { contextOf, transcriptOf, type TranscriptNotes } from "./transcript-file.js";

/** A stored session, judged again. */
export interface VerifiedTranscript {
  readonly file: string;
  /** SS58 of the validator whose signature was checked. Its clock is its word; everything else was checked. */
  readonly validator: string;
  /** SS58 of the miner whose executor answered. */
  readonly miner: string;
  readonly executorId: string;
  /** 0x and 64 hex digits. */
  readonly genesisHash: string;
  readonly notes: TranscriptNotes;
  readonly rttUs: number | null;
  readonly devices: readonly DeviceReport[];
  /** Whether every device was accepted. */
  readonly accepted: boolean;
}

export interface VerifyTranscriptOptions {
  /** Default: on this thread. */
  readonly verifyOpenings?: OpeningsVerifier;
  /** SS58 of the only validator whose word counts. Without it, anybody's does: the caller looks at who it was. */
  readonly validator?: string | undefined;
}

/**
 * Checks the signature of a stored transcript and judges the session again from its frames alone: nothing that the
 * validator concluded is believed. Throws as `readTranscript` does.
 */
export async function verifyTranscript(
  file: string,
  { verifyOpenings, validator }: VerifyTranscriptOptions,
): Promise<VerifiedTranscript> {
  const signed = await readTranscript(file);
  const context = contextOf(signed);
  const signer = encodeAddress(context.validator.publicKey);
  if (validator !== undefined && signer !== validator) {
    throw new ValidatorError(
      { code: "validator/transcript-not-authentic", file },
      `the transcript ${file} was signed by ${signer}, not by ${validator}`,
      { hint: "get the file from the validator that you mean, or leave out --validator" },
    );
  }
  const { gpus, rttMinUs } = await evaluateTranscript(transcriptOf(signed), {
    context,
    verifyHotkey: verifySignature,
    ...(verifyOpenings === undefined ? {} : { verifyOpenings }),
  });
  const devices = gpus.flatMap((gpu, slot) => {
    const notes = signed.notes.devices[slot];
    return notes === undefined ? [] : [toDeviceReport(notes, gpu)];
  });
  return {
    file,
    validator: signer,
    miner: encodeAddress(context.miner.publicKey),
    executorId: context.executorId,
    genesisHash: `0x${signed.context.genesis}`,
    notes: signed.notes,
    rttUs: rttMinUs ?? null,
    devices,
    accepted:
      gpus.length > 0 &&
      devices.length === gpus.length &&
      devices.every(({ outcome }) => outcome === "accept"),
  };
}
