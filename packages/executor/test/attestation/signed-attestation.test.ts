import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { keypairFromSeed } from "@headframe/chain";
import { beforeAll, describe, expect, it } from "vitest";
import { REPORT_FORMAT, type AttestationReport } from "../../src/attestation/attestation-report.js";
import { collectReport } from "../../src/attestation/collect-report.js";
import { signReport, verifyAttestation } from "../../src/attestation/signed-attestation.js";
import { afterAllTests } from "../support/clean-up.js";
import { PATIENT } from "../support/running-executor.js";
import { tempDir } from "../support/temp-dir.js";

const key = keypairFromSeed(new Uint8Array(32).fill(7));
const CHALLENGE = { challengeId: "", executorId: "", validatorKey: "", minerKey: "" };
const cleanUp = afterAllTests();
let directory: string;
let report: AttestationReport;

beforeAll(async () => {
  directory = tempDir(cleanUp);
  report = await collectReport(
    {
      createdAtMs: 1_790_000_000_000,
      version: "0.0.0-test",
      backend: { kind: "cuda" },
      installationId: undefined,
      executorId: undefined,
      minerHotkey: undefined,
      nonce: "0badcafe",
      challenge: undefined,
    },
    { env: { PATH: directory }, signal: new AbortController().signal },
  );
}, PATIENT.timeout);

function write(text: string): string {
  const file = join(directory, "report.json");
  writeFileSync(file, text);
  return file;
}

describe("a signed report", () => {
  it("is accepted as it was written, with what it says about itself", async () => {
    const verified = await verifyAttestation(write(signReport(report, key)), {
      nonce: "0BADCAFE",
      key: Buffer.from(key.publicKey).toString("hex"),
    });
    expect(verified).toEqual({
      publicKey: Buffer.from(key.publicKey).toString("hex"),
      createdAt: "2026-09-21T14:13:20.000Z",
      nonce: "0badcafe",
      challengeDigest: undefined,
      disagreements: 0,
    });
  });

  it("says what could not be read instead of leaving it out", () => {
    expect(report).toMatchObject({
      format: REPORT_FORMAT,
      nvidiaSmi: { kind: "unavailable", reason: expect.stringContaining("nvidia-smi") },
      host: { cpuThreads: expect.any(Number) },
    });
  });

  it.each([
    ["a changed fact", (text: string) => text.replace("0.0.0-test", "0.0.1-test"), "bad-signature"],
    ["a signature of another key", () => forge(), "bad-signature"],
    ["a name that stands twice", (text: string) => text.replace("{", '{"report":{},'), "not-canonical"],
    ["added space", (text: string) => text.replace(":", ": "), "not-canonical"],
    ["a scheme other than sr25519", (text: string) => text.replace('"sr25519"', '"ed25519"'), "unreadable"],
    ["another format", (text: string) => text.replace(REPORT_FORMAT, "other/1"), "unreadable"],
    ["no JSON", () => "hello", "unreadable"],
  ])("is refused with %s", async (_, change, code) => {
    const file = write(change(signReport(report, key)));
    await expect(verifyAttestation(file, {})).rejects.toMatchObject({ code: `attestation/${code}` });
  });

  it.each([
    ["nonce", { nonce: "00" }],
    ["key", { key: "00".repeat(32) }],
    ["challenge", { challenge: { ...CHALLENGE, challengeDigest: "00".repeat(32) } }],
  ])("is refused for another %s", async (field, expected) => {
    const file = write(signReport(report, key));
    await expect(verifyAttestation(file, expected)).rejects.toMatchObject({
      detail: { code: "attestation/unexpected", field },
    });
  });
});

/** A report under our key's name with the signature of another key. */
function forge(): string {
  const other = keypairFromSeed(new Uint8Array(32).fill(8));
  return signReport(report, { publicKey: key.publicKey, sign: (digest) => other.sign(digest) });
}
