import { expect, test } from "vitest";
import { nextPlace } from "../../src/fleet/check-scheduler.js";
import { entry, HEARTBEAT_MS, INTERVAL_MS, makeFleet } from "../support/fleet-fixture.js";

const IDS = Array.from({ length: 200 }, (_, index) => `executor-${index}`);

test("checks every executor at the start, whatever its place in the interval", async () => {
  const { fleet, checks, tick } = makeFleet();
  await fleet.restore(IDS.map(entry), { withEnrolled: false });
  for (let i = 0; i < 5; i++) await tick();
  expect(checks).toHaveLength(IDS.length);
});

test("then checks each once per interval, spread over it", async () => {
  const { fleet, checks, clock, tick } = makeFleet();
  await fleet.restore(IDS.map(entry), { withEnrolled: false });
  for (let i = 0; i < 5; i++) await tick();
  const perSlice: number[] = [];
  for (let slice = 0; slice < 60; slice++) {
    const before = checks.length;
    clock.advance(INTERVAL_MS / 20);
    await tick();
    perSlice.push(checks.length - before);
  }
  const lastInterval = perSlice.slice(-20);
  expect(lastInterval.reduce((sum, count) => sum + count)).toBe(IDS.length);
  expect(Math.max(...lastInterval)).toBeLessThan(IDS.length / 5);
});

test.each([0, 1, INTERVAL_MS / 2, INTERVAL_MS - 1, 12_345_678])(
  "places the next check between a half and one and a half intervals after %i ms",
  (nowMs) => {
    for (const id of IDS.slice(0, 20)) {
      const wait = nextPlace(id, nowMs, INTERVAL_MS) - nowMs;
      expect(wait).toBeGreaterThanOrEqual(INTERVAL_MS / 2);
      expect(wait).toBeLessThanOrEqual(INTERVAL_MS * 1.5);
    }
  },
);

test("retries a failed check soon, and no longer hurries when the attempts are used up", async () => {
  const { fleet, checks, clock, peer, tick } = makeFleet();
  await fleet.restore([entry("a")], { withEnrolled: false });
  await tick();
  peer("a").failure = new Error("connection refused");
  clock.advance(INTERVAL_MS * 1.5);
  await tick();
  expect(fleet.get("a").health.state).toBe("degraded");
  clock.advance(1000);
  await tick();
  clock.advance(2000);
  await tick();
  expect(fleet.get("a").health.state).toBe("unhealthy");
  const before = checks.length;
  clock.advance(INTERVAL_MS / 2 - 1);
  await tick();
  expect(checks.length).toBe(before);
});

test("checks everybody, also when as many as run at once are always in a hurry", async () => {
  const { fleet, clock, scheduler, tick } = makeFleet();
  const ids = IDS.slice(0, 70);
  await fleet.restore(ids.map(entry), { withEnrolled: false });
  for (let round = 0; round < 3; round++) {
    for (const id of ids.slice(0, 64)) scheduler.hurry(id);
    await tick();
    clock.advance(200);
  }
  expect(fleet.list().filter(({ health }) => health.state === "unknown")).toEqual([]);
});

test("never runs two checks of one executor at once", async () => {
  const { fleet, checks, peer, scheduler } = makeFleet({ timeoutMs: 60_000 });
  await fleet.restore([entry("a")], { withEnrolled: false });
  peer("a").isSilent = true;
  scheduler.tick();
  scheduler.hurry("a");
  scheduler.tick();
  expect(checks).toHaveLength(0);
  await scheduler.stop();
  expect(fleet.get("a").health.state).toBe("unknown");
});

test("counts an enrolled executor as gone after three missed heartbeats, and welcomes it back", async () => {
  const { clock, fleet, peer, scheduler, tick } = makeFleet();
  await fleet.restore([], { withEnrolled: true });
  await fleet.enrol(entry("a"), "installation");
  Object.assign(peer("a"), { changes: { installationId: "installation" }, installationId: "installation" });
  await tick();
  expect(fleet.get("a").health.state).toBe("healthy");
  clock.advance(3 * HEARTBEAT_MS + 1);
  await tick();
  expect(fleet.get("a").health).toMatchObject({ state: "unhealthy", reason: "no heartbeat for 30 s" });
  const checksBefore = peer("a").statusCalls;
  clock.advance(10 * INTERVAL_MS);
  await tick();
  expect(peer("a").statusCalls).toBe(checksBefore);
  fleet.noteHeartbeat("a");
  scheduler.hurry("a");
  await tick();
  expect(fleet.get("a").health.state).toBe("recovering");
});

test("checks again at once when somebody was in a hurry during a check", async () => {
  const { fleet, peer, scheduler, tick } = makeFleet();
  await fleet.restore([entry("a")], { withEnrolled: false });
  scheduler.tick();
  scheduler.hurry("a");
  await scheduler.idle();
  const before = peer("a").statusCalls;
  await tick();
  expect(peer("a").statusCalls).toBe(before + 1);
  await tick();
  expect(peer("a").statusCalls).toBe(before + 1);
});

test("keeps its schedule when a result cannot be stored", async () => {
  const { checks, clock, fleet, store, tick } = makeFleet();
  await fleet.restore([entry("a")], { withEnrolled: false });
  store.saveHealth = () => Promise.reject(new Error("disk full"));
  await tick();
  await tick();
  expect(checks).toHaveLength(1);
  clock.advance(INTERVAL_MS * 1.5);
  await tick();
  expect(checks).toHaveLength(2);
});
