import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { keypairFromUri } from "@headframe/chain";
import { silentLogger } from "@headframe/kit";
import { ReferenceDevice, verifyOpenings } from "@headframe/pow";
import { labUuid } from "@headframe/testkit/pow";
import { expect, it } from "vitest";
import { configSchema } from "../../src/config/schema.js";
import { startedAtOf, transcriptFileName } from "../../src/transcripts/file-name.js";
import { readSessions, type SessionFilter } from "../../src/weights/read-sessions.js";
import { runWeights } from "../../src/weights/run-weights.js";
import { NETUID, TestRun, VALIDATOR } from "../support/test-run.js";

const ALICE = keypairFromUri("//Alice");
const EXECUTOR_ID = "11111111-1111-4111-8111-111111111111";
const { signal } = new AbortController();

/** A run with one stored session, and where it is. */
async function storeSession() {
  const run = await TestRun.create();
  const devices = [new ReferenceDevice({ uuid: labUuid(1) })];
  await run.startMiner({ hotkey: ALICE, executors: [{ executorId: EXECUTOR_ID, alias: "gpu-1", devices }] });
  const report = await run.challenge();
  const file = report.miners[0]?.executors[0]?.session?.transcript?.file ?? "none";
  const filter: SessionFilter = {
    dir: run.transcripts,
    sinceMs: Date.now() - 60_000,
    validator: VALIDATOR.ss58,
    genesisHash: `0x${Buffer.from(run.chain.genesisHash).toString("hex")}`,
    netuid: NETUID,
  };
  return { run, file, filter };
}

async function count(filter: SessionFilter): Promise<number> {
  const parts = { verifyOpenings: (job: Parameters<typeof verifyOpenings>[0]) => verifyOpenings(job) };
  return (await readSessions(filter, { ...parts, logger: silentLogger, signal })).length;
}

it("counts our own new sessions of the subnet, and no others", async () => {
  const { run, file, filter } = await storeSession();
  expect(await count(filter)).toBe(1);
  expect(await count({ ...filter, sinceMs: Date.now() + 1 })).toBe(0);
  expect(await count({ ...filter, validator: ALICE.ss58 })).toBe(0);
  expect(await count({ ...filter, netuid: NETUID + 1 })).toBe(0);
  expect(await count({ ...filter, genesisHash: `0x${"00".repeat(32)}` })).toBe(0);
  expect(await count({ ...filter, dir: path.join(run.transcripts, "none") })).toBe(0);

  const forged = transcriptFileName(Date.now(), EXECUTOR_ID, "ab".repeat(32));
  await writeFile(path.join(run.transcripts, forged), "{}");
  expect(await count(filter)).toBe(1);

  // A session is as old as it was signed to be, whatever its file is called.
  const renamed = transcriptFileName(Date.now() + 3_600_000, EXECUTOR_ID, "cd".repeat(32));
  await rename(file, path.join(run.transcripts, renamed));
  expect(await count({ ...filter, sinceMs: Date.now() + 1000 })).toBe(0);
});

it("sets no weights for reference devices, which are not GPUs", async () => {
  const { run } = await storeSession();
  const config = configSchema.parse({
    bittensor: { netuid: NETUID },
    transcripts: { dir: run.transcripts },
    weights: { commits_dir: path.join(run.transcripts, "none") },
    challenge: { verify_workers: 1 },
  });
  const parts = { chain: run.chain, hotkey: VALIDATOR, logger: silentLogger };
  const request = { action: "submit", wait: false, signal, onStep: () => undefined } as const;
  await expect(runWeights(config, parts, request)).rejects.toMatchObject({
    detail: { code: "validator/nothing-to-weigh", netuid: NETUID, sessions: 1 },
  });
});

it("reads back the time that is in a file's name", () => {
  const startedAtMs = Date.UTC(2026, 10, 20, 12, 45, 0, 123);
  expect(startedAtOf(transcriptFileName(startedAtMs, EXECUTOR_ID, "ab".repeat(32)))).toBe(startedAtMs);
  expect(startedAtOf("notes.json")).toBeUndefined();
});
