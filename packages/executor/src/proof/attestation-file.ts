import type { ProverOutcome } from "@headframe/pow";

/** Format tag of a stored transcript of an executor. */
export const ATTESTATION_FORMAT = "headframe-executor-transcript/1";

/**
 * The text of a stored transcript: JSON with every frame as received or sent, in base64, and microseconds on this
 * executor's monotonic clock. Frames carry their own signatures, so the file needs none.
 */
export function encodeAttestation({ prepare, end, transcript }: ProverOutcome, storedAtMs: number): string {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
  const file = {
    format: ATTESTATION_FORMAT,
    storedAt: new Date(storedAtMs).toISOString(),
    end: end.kind,
    ...(prepare && {
      challengeId: hex(prepare.cid),
      genesis: hex(prepare.genesis),
      validatorKey: hex(prepare.validatorKey),
      minerKey: hex(prepare.minerKey),
      executorId: prepare.executorId,
    }),
    frames: transcript.frames.map(({ direction, us, bytes }) => ({
      direction,
      us,
      base64: Buffer.from(bytes).toString("base64"),
    })),
    endUs: transcript.endUs,
  };
  return `${JSON.stringify(file)}\n`;
}
