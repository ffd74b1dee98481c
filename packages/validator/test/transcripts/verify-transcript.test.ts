import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { keypairFromUri } from "@headframe/chain";
import { ReferenceDevice } from "@headframe/pow";
import { labUuid, MEMORY_DROPPED } from "@headframe/testkit/pow";
import { describe, expect, it } from "vitest";
import { renderVerified } from "../../src/report/verify-report.js";
import { paintNothing } from "../../src/report/style.js";
import {
  contextOf,
  digestOf,
  toHex,
  transcriptFileSchema,
  transcriptOf,
  type SignedPart,
} from "../../src/transcripts/transcript-file.js";
import { TranscriptStore, type SessionRecord } from "../../src/transcripts/transcript-store.js";
import { verifyTranscript } from "../../src/transcripts/verify-transcript.js";
import { TestRun, VALIDATOR } from "../support/test-run.js";

const ALICE = keypairFromUri("//Alice");
const EXECUTOR_ID = "11111111-1111-4111-8111-111111111111";

/** Runs a session and gives the file that was stored. */
async function storeSession(devices: readonly ReferenceDevice[]): Promise<string> {
  const run = await TestRun.create();
  await run.startMiner({ hotkey: ALICE, executors: [{ executorId: EXECUTOR_ID, alias: "gpu-1", devices }] });
  const report = await run.challenge();
  return report.miners[0]?.executors[0]?.session?.transcript?.file ?? "none";
}

const honest = (value = 1): ReferenceDevice => new ReferenceDevice({ uuid: labUuid(value) });

/** Changes what is stored; with `key`, it is signed again as a validator that lies would. */
async function forge(
  file: string,
  change: (signed: SignedPart) => SignedPart,
  key?: typeof VALIDATOR,
): Promise<void> {
  const stored = transcriptFileSchema.parse(JSON.parse(await readFile(file, "utf8")));
  const signed = change(stored.signed);
  const digest = digestOf(signed);
  const forged =
    key === undefined
      ? { ...stored, signed }
      : { signed, digest: toHex(digest), signature: toHex(key.sign(digest)) };
  await writeFile(file, JSON.stringify(forged));
}

/** A record to store, taken from a stored one. */
async function recordOf(file: string): Promise<SessionRecord> {
  const { signed } = transcriptFileSchema.parse(JSON.parse(await readFile(file, "utf8")));
  return { context: contextOf(signed), notes: signed.notes, transcript: transcriptOf(signed) };
}

describe("a stored transcript", () => {
  it("is judged again from its frames alone, without the miner or the chain", async () => {
    const file = await storeSession([
      honest(1),
      new ReferenceDevice({ uuid: labUuid(2), faults: MEMORY_DROPPED }),
    ]);
    const verified = await verifyTranscript(file, {});
    expect(verified).toMatchObject({
      validator: VALIDATOR.ss58,
      miner: ALICE.ss58,
      executorId: EXECUTOR_ID,
      accepted: false,
      devices: [
        { outcome: "accept", reason: "ok" },
        { outcome: "reject", reason: "walker_digest" },
      ],
    });
    expect(verified.devices[0]?.established?.opsPerSecond).toBeGreaterThan(0);
  });

  it("says on paper who signed it and what came of it", async () => {
    const file = await storeSession([honest()]);
    const text = renderVerified(await verifyTranscript(file, {}), paintNothing).replace(/\s+/g, " ");
    expect(text).toContain(`Signed by validator ${VALIDATOR.ss58}`);
    expect(text).toContain("NOT A GPU");
    expect(text).toContain("Verdict: every device accepted, judged again from the frames alone");
  });

  it("is refused when a value was changed", async () => {
    const file = await storeSession([honest()]);
    await forge(file, (signed) => ({ ...signed, notes: { ...signed.notes, netuid: 8 } }));
    await expect(verifyTranscript(file, {})).rejects.toMatchObject({
      detail: { code: "validator/transcript-not-authentic" },
      message: expect.stringContaining("changed after it was signed") as string,
    });
  });

  it("is refused when somebody else signed it", async () => {
    const file = await storeSession([honest()]);
    await forge(file, (signed) => signed, ALICE);
    await expect(verifyTranscript(file, {})).rejects.toThrow("not that of the validator that it names");
  });

  it("is refused when another validator is wanted", async () => {
    const file = await storeSession([honest()]);
    await expect(verifyTranscript(file, { validator: ALICE.ss58 })).rejects.toThrow(
      `was signed by ${VALIDATOR.ss58}, not by ${ALICE.ss58}`,
    );
  });

  it.each([
    {
      what: "a frame",
      change: (signed: SignedPart) => ({ ...signed, frames: signed.frames.toSpliced(5, 1) }),
      outcome: "void",
    },
    {
      what: "the miner",
      change: (signed: SignedPart) => ({
        ...signed,
        context: {
          ...signed.context,
          miner: { scheme: "sr25519" as const, publicKey: toHex(VALIDATOR.publicKey) },
        },
      }),
      outcome: "void",
    },
  ])("shows nothing when its own validator changed $what and signed again", async ({ change, outcome }) => {
    const file = await storeSession([honest()]);
    await forge(file, change, VALIDATOR);
    const verified = await verifyTranscript(file, {});
    expect(verified.accepted).toBe(false);
    expect(verified.devices[0]?.outcome).toBe(outcome);
  });

  it.each([
    { what: "is not JSON", contents: "{", says: "it is not JSON" },
    { what: "has no signature", contents: '{"signed":{}}', says: "cannot read the transcript" },
    { what: "is empty", contents: "", says: "it is not JSON" },
  ])("that $what is refused with its name", async ({ contents, says }) => {
    const file = await storeSession([honest()]);
    await writeFile(file, contents);
    const failure = verifyTranscript(file, {});
    await expect(failure).rejects.toMatchObject({
      detail: { code: "validator/unreadable-transcript", file },
    });
    await expect(failure).rejects.toThrow(says);
  });

  it.each([
    ["is not there", "/nowhere/x.json", "there is no such file"],
    ["is a device", "/dev/null", "it is a device, not a file"],
  ])("that %s is refused with its name", async (_, file, why) => {
    await expect(verifyTranscript(file, {})).rejects.toThrow(`cannot read the transcript ${file}: ${why}`);
  });
});

describe("the store", () => {
  it("removes its oldest files beyond its limit, and nothing that is not its own", async () => {
    const file = await storeSession([honest()]);
    const dir = path.dirname(file);
    const store = new TranscriptStore({ dir, maxFiles: 2 }, { hotkey: VALIDATOR });
    await writeFile(path.join(dir, "notes.json"), "mine");
    const record = await recordOf(file);
    const kept = [];
    for (const startedAtMs of [2_000_000_000_000, 2_000_000_001_000]) {
      kept.push(await store.keep({ ...record, notes: { ...record.notes, startedAtMs } }));
    }
    const names = kept.map((each) => path.basename(each.file));
    expect((await readdir(dir)).toSorted()).toEqual([...names, "notes.json"].toSorted());
  });

  it("says where it could not write", async () => {
    const file = await storeSession([honest()]);
    const store = new TranscriptStore({ dir: path.join(file, "below"), maxFiles: 2 }, { hotkey: VALIDATOR });
    await expect(store.keep(await recordOf(file))).rejects.toMatchObject({
      detail: { code: "validator/transcript-not-stored" },
    });
  });
});
