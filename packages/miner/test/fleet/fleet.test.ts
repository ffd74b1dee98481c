import { errorCode } from "@headframe/kit";
import { expect, test } from "vitest";
import { entry, makeFleet } from "../support/fleet-fixture.js";

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return errorCode(error);
  }
  return undefined;
}

async function healthy(...ids: readonly string[]) {
  const fixture = makeFleet();
  await fixture.fleet.restore(ids.map(entry), { withEnrolled: false });
  await fixture.tick();
  return fixture;
}

test("gives an executor to one challenge at a time", async () => {
  const { fleet } = await healthy("a", "b");
  const first = fleet.reserve("a", "validator 1");
  expect(fleet.get("a").isBusy).toBe(true);
  expect(codeOf(() => fleet.reserve("a", "validator 2"))).toBe("fleet/executor-busy");
  expect(codeOf(() => fleet.reserve("b", "validator 2"))).toBeUndefined();
  first.release();
  const second = fleet.reserve("a", "validator 2");
  first.release();
  expect(fleet.get("a").isBusy).toBe(true);
  second.release();
  expect(fleet.get("a").isBusy).toBe(false);
});

test("refuses executors that are unknown, not checked yet or unhealthy, and everything while it drains", async () => {
  const { fleet, peer, scheduler, tick } = await healthy("a");
  expect(codeOf(() => fleet.reserve("z", "validator"))).toBe("fleet/unknown-executor");
  peer("a").failure = new Error("gone");
  for (let i = 0; i < 3; i++) {
    scheduler.hurry("a");
    await tick();
  }
  expect(codeOf(() => fleet.reserve("a", "validator"))).toBe("fleet/executor-unavailable");
  const fresh = makeFleet();
  await fresh.fleet.restore([entry("a")], { withEnrolled: false });
  expect(codeOf(() => fresh.fleet.reserve("a", "validator"))).toBe("fleet/executor-unavailable");
  fleet.drain();
  expect(codeOf(() => fleet.reserve("a", "validator"))).toBe("fleet/draining");
});

test("stores every change of health with its reason", async () => {
  const { peer, scheduler, store, tick } = await healthy("a");
  peer("a").failure = new Error("gone");
  scheduler.hurry("a");
  await tick();
  expect(store.changes.map(({ from, to, reason }) => [from, to, reason])).toEqual([
    ["unknown", "healthy", ""],
    ["healthy", "degraded", "gone"],
  ]);
});

test("remembers boxes over a restart and forgets executors that left the configuration", async () => {
  const before = await healthy("a", "b");
  const { store } = before;
  const after = makeFleet({ store });
  await after.fleet.restore([entry("a")], { withEnrolled: false });
  expect(after.fleet.list().map(({ executorId }) => executorId)).toEqual(["a"]);
  expect(after.fleet.get("a").installationId).toBe(before.peer("a").installationId);
  expect([...store.stored.keys()]).toEqual(["a"]);
  expect(after.fleet.get("a").health.state).toBe("unknown");
});

test("keeps what waits for the operator waiting over a restart", async () => {
  const rules = { autoRecovery: false, maxAttempts: 1 };
  const before = makeFleet({ rules });
  await before.fleet.restore([entry("a")], { withEnrolled: false });
  before.peer("a").failure = new Error("gone");
  await before.tick();
  const after = makeFleet({ rules, store: before.store });
  await after.fleet.restore([entry("a")], { withEnrolled: false });
  await after.tick();
  expect(after.fleet.get("a").health.state).toBe("unhealthy");
  expect((await after.fleet.readmit("a")).health.state).toBe("recovering");
});

test("forgets an enrolled executor for good, closes its connection, and plans no check of it", async () => {
  const { fleet, peer, scheduler, store, tick } = await healthy();
  await fleet.enrol(entry("e"), "box-e");
  await tick();
  scheduler.hurry("e");
  scheduler.tick();
  expect(await fleet.forget("e")).toMatchObject({ alias: "alias-e" });
  await scheduler.idle();
  expect([fleet.list(), [...store.stored.keys()], peer("e").isClosed]).toEqual([[], [], true]);
  const checksBefore = peer("e").statusCalls;
  await tick();
  expect(peer("e").statusCalls).toBe(checksBefore);
});

test("forgets neither what is listed nor what is being challenged", async () => {
  const { fleet, tick } = await healthy("a");
  await expect(fleet.forget("a")).rejects.toMatchObject({ code: "fleet/listed-executor" });
  await expect(fleet.forget("z")).rejects.toMatchObject({ code: "fleet/unknown-executor" });
  await fleet.enrol(entry("e"), "box-e");
  await tick();
  const reservation = fleet.reserve("e", "validator");
  await expect(fleet.forget("e")).rejects.toMatchObject({ code: "fleet/executor-busy" });
  reservation.release();
  expect(await fleet.forget("e")).toMatchObject({ executorId: "e" });
});

test("finds an executor by id and by alias", async () => {
  const { fleet } = await healthy("a");
  expect(fleet.find("A")?.executorId).toBe("a");
  expect(fleet.find("alias-a")?.executorId).toBe("a");
  expect(fleet.find("nobody")).toBeUndefined();
});

test("closes every connection", async () => {
  const { fleet, peer } = await healthy("a", "b");
  fleet.close();
  expect([peer("a").isClosed, peer("b").isClosed]).toEqual([true, true]);
});
