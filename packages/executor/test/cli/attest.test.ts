import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeFrameAs, verifyEd25519, type VerifierOutcome } from "@headframe/pow";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { afterAllTests } from "../support/clean-up.js";
import { writeConfig } from "../support/executor-process.js";
import { MinerSide } from "../support/miner-side.js";
import { runProgram } from "../support/run-program.js";
import { PATIENT, startExecutor } from "../support/running-executor.js";
import { tempDir } from "../support/temp-dir.js";
import { challenge } from "../support/validator-side.js";

interface Attestation {
  readonly report: Readonly<Record<string, unknown>> & {
    readonly challenge?: { readonly challengeId: string; readonly challengeDigest: string };
  };
  readonly signature: { readonly algorithm: string; readonly publicKey: string };
}

function readAttestation(file: string): Attestation {
  return JSON.parse(readFileSync(file, "utf8")) as Attestation;
}

function findTranscript(directory: string): string {
  const name = readdirSync(directory).find((each) => each.endsWith(".gpow.json"));
  if (name === undefined) throw new Error("the transcript is not stored yet");
  return join(directory, name);
}

function frameOf<Type extends "prepare" | "challenge">({ transcript }: VerifierOutcome, type: Type) {
  for (const { bytes, direction } of transcript.frames) {
    const frame = decodeFrameAs(bytes, direction, type);
    if (frame !== undefined) return frame;
  }
  throw new Error(`there is no ${type}`);
}

describe("executor attest, beside a running executor", () => {
  const cleanUp = afterAllTests();
  let config: string;
  let attestations: string;
  let transcript: string;
  let outcome: VerifierOutcome;

  beforeAll(async () => {
    const { directory, grpc } = await startExecutor({}, { cleanUp });
    const miner = await new MinerSide(grpc, { cleanUp }).takeOver();
    outcome = await challenge(miner);
    config = writeConfig({ storage: { max_attestations: 2 } }, directory);
    attestations = join(directory, "attestations");
    transcript = await vi.waitFor(() => findTranscript(attestations), { timeout: 10_000 });
  }, PATIENT.timeout);

  it(
    "writes a report for a nonce and a challenge, which verifies as that and nothing else",
    PATIENT,
    async () => {
      const argv = ["--config", config, "attest", "--nonce", "0xAB01", "--challenge", transcript];
      const older = ["2020", "2021"].map((year) => join(attestations, `${year}.attestation.json`));
      for (const report of older) writeFileSync(report, "{}");
      const { code, stdout, stderr } = await runProgram(argv);
      expect(code).toBe(0);
      const file = stdout.trim();
      // The newest two of three, and no transcript less.
      const kept = readdirSync(attestations).map((name) => join(attestations, name));
      expect(new Set(kept)).toEqual(new Set([older[1], file, transcript]));
      expect(file.startsWith(attestations)).toBe(true);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readAttestation(file).report).toMatchObject({
        backend: "reference",
        note: "a CPU program for development, not a GPU",
        nonce: "ab01",
        minerHotkey: expect.stringMatching(/^5/),
      });
      const { challengeId, challengeDigest } = readAttestation(file).report.challenge ?? {};
      const prepare = frameOf(outcome, "prepare");
      expect(challengeId).toBe(Buffer.from(prepare.message.cid).toString("hex"));
      // What the validator signed when it sent the Challenge.
      const { signature } = frameOf(outcome, "challenge");
      const digest = Buffer.from(challengeDigest ?? "", "hex");
      expect(verifyEd25519(prepare.message.session, digest, signature)).toBe(true);

      const key = stderr.match(/signed with the key ([0-9a-f]{64})/)?.[1] ?? "";
      const expected = ["--nonce", "ab01", "--key", key, "--challenge", transcript];
      const verify = await runProgram(["attest", "verify", file, ...expected]);
      expect(verify).toMatchObject({ code: 0, stdout: expect.stringMatching(/^signature +right\n/) });
      const other = await runProgram(["attest", "verify", file, "--nonce", "ab02"]);
      expect(other).toMatchObject({ code: 2, stdout: "" });
      expect(other.stderr).toMatch(/^error: the report has the nonce ab01, not ab02\nhint: /);
    },
  );

  it("signs with the same key every time, and only its owner can read that", PATIENT, async () => {
    const files = [join(tempDir(), "a.json"), join(tempDir(), "b.json")];
    const signatures: { readonly algorithm: string; readonly publicKey: string }[] = [];
    for (const file of files) {
      expect((await runProgram(["--config", config, "attest", "--out", file])).code).toBe(0);
      signatures.push(readAttestation(file).signature);
    }
    expect(signatures[0]?.algorithm).toBe("sr25519");
    expect(signatures[0]?.publicKey).toBe(signatures[1]?.publicKey);
    expect(statSync(join(attestations, "..", "data", "attestation.key")).mode & 0o777).toBe(0o600);
  });

  it("refuses a transcript that is none, and a key file that is none", PATIENT, async () => {
    const noTranscript = await runProgram(["--config", config, "attest", "--challenge", config]);
    expect(noTranscript).toMatchObject({ code: 2, stdout: "" });
    expect(noTranscript.stderr).toMatch(/^error: cannot read the transcript .*\nhint: .*\.gpow\.json/s);

    const directory = tempDir();
    const other = writeConfig({ storage: { data_dir: directory, attestation_dir: directory } }, directory);
    // A seed alone says nothing of its scheme.
    writeFileSync(join(directory, "attestation.key"), `${"ab".repeat(32)}\n`);
    const noKey = await runProgram(["--config", other, "attest"]);
    expect(noKey.code).toBe(2);
    expect(noKey.stderr).toMatch(
      /^error: cannot use the key .*attestation\.key: .* sr25519: .*\nhint: .*remove it/,
    );
  });

  it("refuses a nonce that is not hexadecimal, with status 64", async () => {
    expect((await runProgram(["attest", "--nonce", "hello"])).code).toBe(64);
  });
});
