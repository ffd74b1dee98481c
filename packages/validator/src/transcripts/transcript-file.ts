import { taggedHash, type SessionContext, type Transcript } from "@headframe/pow";
import { z } from "zod";
import { printable } from "../printable.js";

/** What a file that holds a transcript calls itself. */
const TRANSCRIPT_FORMAT = "headframe-transcript/1";

const MAX_TEXT_CHARACTERS = 1024;
/** What a file says is shown to people, whoever signed it. */
const text = z
  .string()
  .refine((value) => printable(value, MAX_TEXT_CHARACTERS) === value, "must be text that can be shown");
const count = z.int().min(0);
const hexBytes = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const hotkey = z.strictObject({ scheme: z.enum(["sr25519", "ed25519"]), publicKey: hexBytes(32) });

/** Twice the frames of the longest session: 20 pings and their pongs, 16 devices, and pings while it waits. */
const MAX_FRAMES = 2048;
const MAX_DEVICES = 16;

const deviceNotes = z.strictObject({
  name: text,
  totalBytes: count,
  class: z.strictObject({
    id: count,
    name: text,
    source: z.enum(["registry", "model-name", "unknown-model", "lab"]),
    opsPerUs: count,
    bytesPerUs: count,
    hostLinkBytesPerUs: count,
  }),
});

const signedPart = z.strictObject({
  format: z.literal(TRANSCRIPT_FORMAT),
  context: z.strictObject({
    genesis: hexBytes(32),
    validator: hotkey,
    miner: hotkey,
    executorId: text,
  }),
  notes: z.strictObject({
    version: text,
    startedAtMs: count,
    network: text,
    netuid: count,
    miner: z.strictObject({ uid: count, hotkey: text, axon: text }),
    executor: z.strictObject({ alias: text, backend: text }),
    devices: z.array(deviceNotes).max(MAX_DEVICES),
  }),
  frames: z
    .array(
      z.strictObject({
        direction: z.enum(["V>E", "E>V"]),
        us: count,
        base64: z.base64().max(2 ** 22),
      }),
    )
    .max(MAX_FRAMES),
  endUs: count,
});

/** A whole file: what is signed, its digest, and the signature of the validator's hotkey over the digest. */
export const transcriptFileSchema = z.strictObject({
  signed: signedPart,
  digest: hexBytes(32),
  signature: hexBytes(64),
});

/** A stored session: who took part, what both sides said and when, and what the validator knew about the devices. */
export type SignedPart = z.output<typeof signedPart>;
export type TranscriptNotes = SignedPart["notes"];
export type DeviceNotes = z.output<typeof deviceNotes>;

/**
 * The 32 bytes that the hotkey signs: a tagged hash, so that they can be nothing else, over every value of the signed
 * part in the order of its schema.
 */
export function digestOf(signed: SignedPart): Uint8Array {
  return taggedHash(TRANSCRIPT_FORMAT, Buffer.from(JSON.stringify(signedPart.parse(signed))));
}

/** A session as it is stored. */
export function toSignedPart(
  context: SessionContext,
  notes: TranscriptNotes,
  { frames, endUs }: Transcript,
): SignedPart {
  return {
    format: TRANSCRIPT_FORMAT,
    context: {
      genesis: toHex(context.genesis),
      validator: { scheme: context.validator.scheme, publicKey: toHex(context.validator.publicKey) },
      miner: { scheme: context.miner.scheme, publicKey: toHex(context.miner.publicKey) },
      executorId: context.executorId,
    },
    notes,
    frames: frames.map(({ direction, us, bytes }) => ({
      direction,
      us,
      base64: Buffer.from(bytes).toString("base64"),
    })),
    endUs,
  };
}

/** The parties of a stored session. */
export function contextOf({ context }: SignedPart): SessionContext {
  const { genesis, validator, miner, executorId } = context;
  return {
    genesis: fromHex(genesis),
    validator: { scheme: validator.scheme, publicKey: fromHex(validator.publicKey) },
    miner: { scheme: miner.scheme, publicKey: fromHex(miner.publicKey) },
    executorId,
  };
}

/** What was said in a stored session. */
export function transcriptOf({ frames, endUs }: SignedPart): Transcript {
  return {
    frames: frames.map(({ direction, us, base64 }) => ({
      direction,
      us,
      bytes: new Uint8Array(Buffer.from(base64, "base64")),
    })),
    endUs,
  };
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** The bytes of hex that was checked to be hex. */
export function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}
