import { readFile } from "node:fs/promises";
import { type Keypair, verifySignature } from "@headframe/chain";
import { errorMessage } from "@headframe/kit";
import { taggedHash } from "@headframe/pow";
import { z } from "zod";
import type { ChallengeReference } from "./challenge-reference.js";
import { canonicalJson } from "./canonical-json.js";
import { type AttestationReport, REPORT_FORMAT } from "./attestation-report.js";
import { AttestationError } from "./errors.js";

const MAX_FILE_BYTES = 4 * 2 ** 20;

const fileSchema = z.strictObject({
  report: z.looseObject({
    format: z.literal(REPORT_FORMAT),
    createdAt: z.iso.datetime(),
    nonce: z.string().optional(),
    challenge: z.looseObject({ challengeDigest: z.string() }).optional(),
    disagreements: z.array(z.unknown()),
  }),
  signature: z.strictObject({
    algorithm: z.literal("sr25519"),
    publicKey: z.string().regex(/^[0-9a-f]{64}$/),
    value: z.string().regex(/^[0-9a-f]{128}$/),
  }),
});

/** The text of a signed report: canonical JSON and a line end. `key` is an sr25519 one. */
export function signReport(report: AttestationReport, key: Pick<Keypair, "publicKey" | "sign">): string {
  const signature = {
    algorithm: "sr25519",
    publicKey: Buffer.from(key.publicKey).toString("hex"),
    value: Buffer.from(key.sign(digestOf(report))).toString("hex"),
  };
  return `${canonicalJson({ report, signature })}\n`;
}

/** What a reader wants a report to be about. */
export interface Expectations {
  /** Hexadecimal, as the validator gave it. */
  readonly nonce?: string;
  /** sr25519 public key of the installation, hexadecimal. */
  readonly key?: string;
  readonly challenge?: ChallengeReference;
}

/** What a report says about itself, once its signature was found right. */
export interface VerifiedAttestation {
  readonly publicKey: string;
  readonly createdAt: string;
  readonly nonce: string | undefined;
  readonly challengeDigest: string | undefined;
  /** How many facts the sources of the report do not agree on. */
  readonly disagreements: number;
}

/**
 * Reads a signed report and checks its signature and what it is about.
 *
 * @throws {AttestationError}
 */
export async function verifyAttestation(path: string, expected: Expectations): Promise<VerifiedAttestation> {
  const { report, signature } = await readSigned(path);
  const isRight = verifySignature(
    signature.algorithm,
    Buffer.from(signature.publicKey, "hex"),
    digestOf(report),
    Buffer.from(signature.value, "hex"),
  );
  if (!isRight) {
    throw new AttestationError(
      { code: "attestation/bad-signature", path },
      `the signature of ${path} is wrong`,
      { hint: "the report was changed after it was signed: ask for another one" },
    );
  }
  const { createdAt, nonce, challenge, disagreements } = report;
  expectSame("key", expected.key, signature.publicKey);
  expectSame("nonce", expected.nonce, nonce);
  expectSame("challenge", expected.challenge?.challengeDigest, challenge?.challengeDigest);
  return {
    publicKey: signature.publicKey,
    createdAt,
    nonce,
    challengeDigest: challenge?.challengeDigest,
    disagreements: disagreements.length,
  };
}

async function readSigned(path: string): Promise<z.output<typeof fileSchema>> {
  let text: string;
  let parsed: z.output<typeof fileSchema>;
  try {
    text = await readFile(path, "utf8");
    if (text.length > MAX_FILE_BYTES) throw new Error(`it is longer than ${MAX_FILE_BYTES} bytes`);
    parsed = fileSchema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : errorMessage(error);
    throw new AttestationError({ code: "attestation/unreadable", path }, `cannot read ${path}: ${why}`, {
      cause: error,
      hint: "give a file that `executor attest` wrote",
    });
  }
  // Two names alike, or another order: another reader could see another report under the same signature.
  if (`${canonicalJson(parsed)}\n` !== text) {
    throw new AttestationError({ code: "attestation/not-canonical", path }, `${path} is not canonical JSON`, {
      hint: "take the file as `executor attest` wrote it, byte for byte",
    });
  }
  return parsed;
}

function digestOf(report: unknown): Uint8Array {
  return taggedHash(`${REPORT_FORMAT}/report`, Buffer.from(canonicalJson(report)));
}

function expectSame(
  field: "key" | "nonce" | "challenge",
  expected: string | undefined,
  actual: string | undefined,
): void {
  if (expected === undefined || expected.toLowerCase() === actual) return;
  throw new AttestationError(
    { code: "attestation/unexpected", field },
    `the report has ${actual === undefined ? `no ${field}` : `the ${field} ${actual}`}, not ${expected}`,
    { hint: "ask the executor for a report that is made for you: executor attest --nonce … --challenge …" },
  );
}
