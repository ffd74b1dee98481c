import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { encodeAddress } from "@headframe/chain";
import { type Clock, writeFileAtomic } from "@headframe/kit";
import { type GpuChoice, toBackendChoice } from "../gpu/backend-choice.js";
import { ensurePrivateDirectory } from "../state/data-dir.js";
import { keepNewest } from "../state/keep-newest.js";
import { loadIdentity } from "../state/identity-store.js";
import { loadAttestationKey } from "./attestation-key.js";
import { readChallengeReference } from "./challenge-reference.js";
import { collectReport } from "./collect-report.js";
import { signReport } from "./signed-attestation.js";

const SUFFIX = ".attestation.json";

/** Where a box keeps its things, and what a report is wanted for. */
export interface AttestationRequest {
  readonly gpu: GpuChoice;
  readonly dataDir: string;
  /** Where reports go unless `file` is given; the newest `limit` stay. */
  readonly directory: string;
  readonly limit: number;
  readonly version: string;
  /** Hexadecimal, as the validator gave it. */
  readonly nonce: string | undefined;
  /** Path of the stored transcript of the challenge that the report belongs to. */
  readonly transcript: string | undefined;
  readonly file: string | undefined;
}

/** A report on disk, and the public key that signed it, in hexadecimal. */
export interface WrittenAttestation {
  readonly file: string;
  readonly publicKey: string;
}

interface Parts {
  readonly clock: Clock;
  /** All of the environment of the processes that are asked. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Collects, signs and stores a report; also beside a running executor.
 *
 * @throws {AttestationError} @throws {StateError}
 */
export async function writeAttestation(
  request: AttestationRequest,
  { clock, env, signal }: Parts,
): Promise<WrittenAttestation> {
  const { gpu, dataDir, directory, limit, version, nonce, transcript } = request;
  const challenge = transcript === undefined ? undefined : await readChallengeReference(transcript);
  const identity = await loadIdentity(dataDir);
  const key = await loadAttestationKey(dataDir);
  const createdAtMs = clock.nowMs();
  const report = await collectReport(
    {
      createdAtMs,
      version,
      // Reference devices of a box without an identity yet: they are no evidence of anything anyhow.
      backend: toBackendChoice(gpu, identity?.installationId ?? ""),
      installationId: identity?.installationId,
      executorId: identity?.adoption?.executorId,
      minerHotkey: identity?.adoption && encodeAddress(identity.adoption.minerHotkey),
      nonce,
      challenge,
    },
    { env, signal },
  );
  const text = signReport(report, key);
  const publicKey = Buffer.from(key.publicKey).toString("hex");
  if (request.file !== undefined) {
    await writeFileAtomic(request.file, text);
    return { file: request.file, publicKey };
  }
  await ensurePrivateDirectory(directory);
  const file = join(directory, newFileName(createdAtMs));
  await writeFileAtomic(file, text);
  await keepNewest(directory, SUFFIX, limit);
  return { file, publicKey };
}

function newFileName(nowMs: number): string {
  const at = new Date(nowMs).toISOString().replaceAll(/[:.]/g, "-");
  return `${at}-${randomBytes(4).toString("hex")}${SUFFIX}`;
}
