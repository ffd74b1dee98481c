import { systemClock, packageVersion } from "@headframe/kit";
import {
  type CliContext,
  type Command,
  type CommandUnknownOpts,
  InvalidArgumentError,
} from "@headframe/kit/cli";
import type { ExecutorConfig } from "../config/schema.js";
import { agentEnvironment } from "../gpu/agent/agent-environment.js";

const MAX_NONCE_BYTES = 64;

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
  // On demand, as below: other commands need none of it.
  const { writeAttestation } = await import("../attestation/write-attestation.js");
  const written = await writeAttestation(
    {
      gpu: config.gpu,
      dataDir: config.storage.data_dir,
      directory: config.storage.attestation_dir,
      limit: config.storage.max_attestations,
      version: packageVersion(import.meta.url),
      nonce,
      transcript: challenge,
      file: out,
    },
    { clock: systemClock, env: agentEnvironment(env), signal },
  );
  stdout.write(`${written.file}\n`);
  stderr.write(`signed with the key ${written.publicKey}\n`);
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
  const { readChallengeReference } = await import("../attestation/challenge-reference.js");
  const { verifyAttestation } = await import("../attestation/signed-attestation.js");
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

function parseHex(text: string): string {
  const digits = text.replace(/^0x/, "").toLowerCase();
  if (/^(?:[0-9a-f]{2})+$/.test(digits) && digits.length <= 2 * MAX_NONCE_BYTES) return digits;
  throw new InvalidArgumentError(`It must be 1 to ${MAX_NONCE_BYTES} bytes in hexadecimal.`);
}
