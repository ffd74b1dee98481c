import { readFile, stat } from "node:fs/promises";
import { verifySignature } from "@headframe/chain";
import { assertRegularFile, errorMessage } from "@headframe/kit";
import { ValidatorError } from "../errors.js";
import {
  contextOf,
  digestOf,
  fromHex,
  toHex,
  transcriptFileSchema,
  type SignedPart,
} from "./transcript-file.js";

/** Larger than any session can be: 16 devices with the largest frame, in base64. */
const MAX_FILE_BYTES = 64 * 2 ** 20;

/**
 * Reads a stored transcript and checks that the validator that it names has signed it as it is.
 *
 * Throws `validator/unreadable-transcript` or `validator/transcript-not-authentic`.
 */
export async function readTranscript(file: string): Promise<SignedPart> {
  const parsed = transcriptFileSchema.safeParse(parseJson(file, await readBounded(file)));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(file, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a transcript"}`);
  }
  const { signed, digest, signature } = parsed.data;
  const computed = digestOf(signed);
  if (toHex(computed) !== digest) throw notAuthentic(file, "it was changed after it was signed");
  const { scheme, publicKey } = contextOf(signed).validator;
  if (verifySignature(scheme, publicKey, computed, fromHex(signature))) return signed;
  throw notAuthentic(file, "the signature is not that of the validator that it names");
}

async function readBounded(file: string): Promise<string> {
  try {
    const stats = await stat(file);
    assertRegularFile(stats);
    if (stats.size > MAX_FILE_BYTES) throw new Error(`it has ${stats.size} bytes, more than any transcript`);
    return await readFile(file, "utf8");
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw unreadable(file, isMissing ? "there is no such file" : errorMessage(cause), cause);
  }
}

function parseJson(file: string, contents: string): unknown {
  try {
    return JSON.parse(contents);
  } catch (cause) {
    throw unreadable(file, "it is not JSON", cause);
  }
}

function unreadable(file: string, why: string, cause?: unknown): ValidatorError {
  return new ValidatorError(
    { code: "validator/unreadable-transcript", file },
    `cannot read the transcript ${file}: ${why}`,
    { cause, hint: "give files that `validator challenge` has stored" },
  );
}

function notAuthentic(file: string, why: string): ValidatorError {
  return new ValidatorError(
    { code: "validator/transcript-not-authentic", file },
    `the transcript ${file} is not authentic: ${why}`,
    { hint: "get the file again from the validator that made it" },
  );
}
