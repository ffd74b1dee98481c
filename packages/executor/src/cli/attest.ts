import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { encodeAddress } from "@headframe/chain";
import {
  type CliContext,
  type Command,
  type CommandUnknownOpts,
  InvalidArgumentError,
  packageVersion,
  systemClock,
  writeFileAtomic,
} from "@headframe/kit";
import type { ExecutorConfig } from "../config/schema.js";
import { agentEnvironment } from "../gpu/agent/agent-environment.js";
import { toBackendChoice } from "../gpu/backend-choice.js";
import { ensurePrivateDirectory } from "../state/data-dir.js";
import { loadIdentity } from "../state/identity-store.js";

const MAX_NONCE_BYTES = 64;
const SUFFIX = ".attestation.json";

/** `executor attest` and `executor attest verify`: a signed report about this box, and its check. */
export function addAttestCommands(
  program: CommandUnknownOpts,
  context: CliContext,
  load: () => ExecutorConfig,
): void {
  const attest = (program as Command)
    .command("attest")
    .description("write a signed report about the devices, the driver and this host")
    .option("--nonce <hex>", "what a validator gave, so that the report is made for it, now", parseHex)
    .option(
      "--challenge <file>",
      "a stored transcript (.gpow.json) of the challenge that the report belongs to",
    )
    .option("--out <file>", "where to write it; default: a new file in storage.attestation_dir")
    .action(async (options) => writeReport(load(), context, options));
  attest
    .command("verify")
    .description("check the signature of a report, and what it is about")
    .argument("<file>", "the report")
    .option("--nonce <hex>", "the nonce that it must have", parseHex)
    .option("--key <hex>", "the public key that must have signed it", parseHex)
    .option("--challenge <file>", "the stored transcript of the challenge that it must belong to")
    // The options that both commands have end up at the parent, wherever they stand.
    .action(async (file, _, command) => verifyReport(file, context, command.optsWithGlobals()));
}

interface WriteOptions {
  readonly nonce?: string | undefined;
  readonly challenge?: string | undefined;
  readonly out?: string | undefined;
}

async function writeReport(
  config: ExecutorConfig,
  { env, signal, stdout, stderr }: CliContext,
  { nonce, challenge, out }: WriteOptions,
): Promise<void> {
  const parts = await loadParts();
  const { data_dir: dataDir, attestation_dir: directory } = config.storage;
  const identity = await loadIdentity(dataDir);
  const key = await parts.loadAttestationKey(dataDir);
  const nowMs = systemClock.nowMs();
  const report = await parts.collectReport(
    {
      createdAtMs: nowMs,
      version: packageVersion(import.meta.url),
      // Reference devices of a box without an identity yet: they are no evidence of anything anyhow.
      backend: toBackendChoice(config.gpu, identity?.installationId ?? ""),
      installationId: identity?.installationId,
      executorId: identity?.adoption?.executorId,
      minerHotkey: identity?.adoption && encodeAddress(identity.adoption.minerHotkey),
      nonce,
      challenge: challenge === undefined ? undefined : await parts.readChallengeReference(challenge),
    },
    { env: agentEnvironment(env), signal },
  );
  await ensurePrivateDirectory(directory);
  const file = out ?? join(directory, newFileName(nowMs));
  await writeFileAtomic(file, parts.signReport(report, key));
  stdout.write(`${file}\n`);
  stderr.write(`signed with the key ${Buffer.from(key.publicKey).toString("hex")}\n`);
}

interface VerifyOptions {
  readonly nonce?: string | undefined;
  readonly key?: string | undefined;
  readonly challenge?: string | undefined;
}

async function verifyReport(
  file: string,
  { stdout }: CliContext,
  { nonce, key, challenge }: VerifyOptions,
): Promise<void> {
  const { readChallengeReference, verifyAttestation } = await loadParts();
  const verified = await verifyAttestation(file, {
    ...(nonce !== undefined && { nonce }),
    ...(key !== undefined && { key }),
    ...(challenge !== undefined && { challenge: await readChallengeReference(challenge) }),
  });
  const lines = [
    ["signature", "right"],
    ["key", `${verified.publicKey}${key === undefined ? " (not compared: give --key)" : ""}`],
    ["created", verified.createdAt],
    ["nonce", verified.nonce ?? "none"],
    ["challenge", verified.challengeDigest ?? "none"],
    ["disagreements", `${verified.disagreements}`],
  ];
  stdout.write(lines.map(([label, value]) => `${(label ?? "").padEnd(15)}${value}\n`).join(""));
}

/** On demand: other commands need none of it. */
async function loadParts() {
  const [keys, references, reports, signed] = await Promise.all([
    import("../attestation/attestation-key.js"),
    import("../attestation/challenge-reference.js"),
    import("../attestation/collect-report.js"),
    import("../attestation/signed-attestation.js"),
  ]);
  return { ...keys, ...references, ...reports, ...signed };
}

function newFileName(nowMs: number): string {
  const at = new Date(nowMs).toISOString().replaceAll(/[:.]/g, "-");
  return `${at}-${randomBytes(4).toString("hex")}${SUFFIX}`;
}

function parseHex(text: string): string {
  const digits = text.replace(/^0x/, "").toLowerCase();
  if (/^(?:[0-9a-f]{2})+$/.test(digits) && digits.length <= 2 * MAX_NONCE_BYTES) return digits;
  throw new InvalidArgumentError(`It must be 1 to ${MAX_NONCE_BYTES} bytes in hexadecimal.`);
}
