import { join } from "node:path";
import { MAX_LASTING_PER_HOTKEY } from "@headframe/chain";
import { expect, test } from "vitest";
import type { Session } from "../../src/access/sessions.js";
import { ChallengeRepository } from "../../src/db/challenge-repository.js";
import { FleetRepository } from "../../src/db/fleet-repository.js";
import { SessionRepository } from "../../src/db/session-repository.js";
import type { StoredExecutor } from "../../src/fleet/store.js";
import { openInTest } from "../support/database.js";
import { temporaryDirectory } from "../support/temporary.js";

const DAY_MS = 86_400_000;

function session(sessionId: string, startedAtMs = 1000): Session {
  return { sessionId, hotkey: "5Validator", startedAtMs, expiresAtMs: startedAtMs + DAY_MS };
}

function nonce(text: string, expiresAtMs: number | null) {
  return { hotkey: "5Validator", nonce: text, usedAtMs: 1000, expiresAtMs };
}

const EXECUTOR: StoredExecutor = {
  executorId: "id-1",
  alias: "gpu-1",
  grpcAddress: "gpu-1:50051",
  source: "configured",
  installationId: null,
  health: "unknown",
  healthReason: "not checked yet",
  healthSinceMs: 5,
  lastSeenMs: null,
};

test("gives sessions and nonces back to the next process, oldest first", async () => {
  const file = join(await temporaryDirectory(), "miner.db");
  const before = await openInTest(file);
  const repository = new SessionRepository(before);
  await repository.save(session("1", 900), nonce("a", 2000));
  await Promise.all([
    repository.save(session("2"), nonce("b", null)),
    repository.save(session("3", 500), nonce("c", 1500)),
  ]);
  await before.close();
  const after = new SessionRepository(await openInTest(file));
  expect(await after.liveSessions(1001)).toEqual([session("3", 500), session("1", 900), session("2")]);
  expect(await after.liveSessions(1000 + DAY_MS)).toEqual([]);
  expect(await after.liveNonces(1600)).toEqual([
    { hotkey: "5Validator", nonce: "a", usedAtMs: 900, expiresAtMs: 2000 },
    { hotkey: "5Validator", nonce: "b", usedAtMs: 1000, expiresAtMs: null },
  ]);
});

test("does not give back a session that gave way, and keeps its nonce", async () => {
  const repository = new SessionRepository(await openInTest());
  await repository.save(session("1", 900), nonce("a", 2000), []);
  // Both may be in one commit.
  await Promise.all([
    repository.save(session("2", 1000), nonce("b", 2000), [session("1", 900)]),
    repository.save(session("3", 1000), nonce("c", 2000), [session("2", 1000)]),
  ]);
  expect(await repository.liveSessions(1001)).toEqual([session("3", 1000)]);
  expect((await repository.liveNonces(1001)).map((used) => used.nonce)).toEqual(["a", "b", "c"]);
});

test("prunes sessions by age, but not the lasting nonces that are remembered, the newest ones", async () => {
  const database = await openInTest();
  const repository = new SessionRepository(database);
  const count = MAX_LASTING_PER_HOTKEY + 2;
  for (let from = 0; from < count; from += 5000) {
    const batch = Array.from({ length: Math.min(5000, count - from) }, (_, index) => from + index);
    await Promise.all(
      batch.map((index) => repository.save(session(`s-${index}`, index), nonce(`n-${index}`, null))),
    );
  }
  await repository.save(session("old", 0), nonce("expired", 2000));
  await repository.save(session("young", 2 * DAY_MS), nonce("living", 4000));
  await repository.prune(2 * DAY_MS);
  const kept = await database.knex("sessions").orderBy("started_at_ms").pluck("nonce");
  expect(kept).toHaveLength(MAX_LASTING_PER_HOTKEY + 1);
  expect([kept[0], kept.at(-1)]).toEqual(["n-2", "living"]);
});

test("keeps executors and their health changes, and forgets both together", async () => {
  const database = await openInTest();
  const repository = new FleetRepository(database);
  await repository.saveExecutor(EXECUTOR);
  const healthy: StoredExecutor = { ...EXECUTOR, health: "healthy", installationId: "box", lastSeenMs: 7 };
  const change = { executorId: "id-1", from: "unknown", to: "healthy", reason: "", atMs: 7 } as const;
  await Promise.all([
    repository.saveHealth(healthy, change),
    repository.saveHealth({ ...EXECUTOR, executorId: "gone" }, { ...change, executorId: "gone" }),
  ]);
  expect(await repository.executors()).toEqual([healthy]);
  expect(await repository.healthChanges("id-1", 10)).toEqual([change]);
  await repository.prune(7);
  expect(await repository.healthChanges("id-1", 10)).toHaveLength(1);
  await repository.removeExecutor("id-1");
  expect(await database.knex("health_changes").select()).toEqual([]);
});

test("records challenges and prunes them by age", async () => {
  const database = await openInTest();
  const repository = new ChallengeRepository(database);
  const record = {
    challengeId: "c-1",
    executorId: "id-1",
    hotkey: "5Validator",
    startedAtMs: 1000,
    durationMs: 12,
    outcome: "relayed",
    toExecutor: { messages: 4, bytes: 900 },
    fromExecutor: { messages: 5, bytes: 140_000 },
  };
  await repository.record(record);
  expect(await database.knex("challenges").select()).toMatchObject([
    { outcome: "relayed", bytes_from_executor: 140_000 },
  ]);
  await repository.prune(1000);
  expect(await database.knex("challenges").select()).toHaveLength(1);
  await repository.prune(1001);
  expect(await database.knex("challenges").select()).toEqual([]);
});
