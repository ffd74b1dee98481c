import { verifySignature } from "@headframe/chain";
import { delegationDigest } from "@headframe/pow/delegation";
import { expect, test } from "vitest";
import { FleetError } from "../../src/fleet/errors.js";
import { FakePeer } from "../support/fake-peer.js";
import { entry, GENESIS, makeFleet, MINER_HOTKEY } from "../support/fleet-fixture.js";

const DAY_MS = 24 * 3_600_000;

async function started(...ids: readonly string[]) {
  const fixture = makeFleet({ timeoutMs: 50 });
  await fixture.fleet.restore(ids.map(entry), { withEnrolled: false });
  return fixture;
}

/** A refusal of the executor with a code of its own. */
function refusedWith(peerCode: string): FleetError {
  return new FleetError(
    { code: "fleet/executor-refused", executorId: "a", peerCode },
    "executor at a:50051 refused: it belongs to 5Other",
    { hint: "run `executor identity reset` there" },
  );
}

test("adopts, delegates and counts an executor healthy in its first check", async () => {
  const { fleet, peer, tick } = await started("a");
  await tick();
  expect(fleet.get("a").health.state).toBe("healthy");
  expect(peer("a")).toMatchObject({ adoptions: 1, statusCalls: 2 });
  expect(peer("a").delegations).toHaveLength(1);
});

test("signs a delegation of one day, from its own values, for exactly this executor", async () => {
  const { clock, peer, tick } = await started("a");
  await tick();
  const [delegation] = peer("a").delegations;
  if (delegation === undefined) throw new Error("nothing was delegated");
  const { notBeforeMs, notAfterMs, signature } = delegation;
  expect(notBeforeMs).toBeLessThan(clock.nowMs());
  expect(notAfterMs - notBeforeMs).toBe(DAY_MS);
  const digest = delegationDigest({
    genesis: GENESIS,
    role: "executor",
    scheme: "sr25519",
    hotkey: MINER_HOTKEY.publicKey,
    session: peer("a").sessionKey,
    executorId: "a",
    notBeforeMs,
    notAfterMs,
  });
  expect(verifySignature("sr25519", MINER_HOTKEY.publicKey, digest, signature)).toBe(true);
});

test("adopts once, and delegates again before the delegation ends and when the session key changed", async () => {
  const { clock, peer, scheduler, tick } = await started("a");
  const check = async (): Promise<number> => {
    scheduler.hurry("a");
    await tick();
    return peer("a").delegations.length;
  };
  expect(await check()).toBe(1);
  clock.advance(15 * 3_600_000);
  expect(await check()).toBe(1);
  clock.advance(2 * 3_600_000);
  expect(await check()).toBe(2);
  peer("a").sessionKey = new Uint8Array(32).fill(10);
  expect(await check()).toBe(3);
  expect(peer("a").adoptions).toBe(1);
});

test.each([
  [
    "says so",
    (peer: FakePeer) => void (peer.changes = { state: "unable", reasonCode: "executor/not-adopted" }),
  ],
  ["refuses the token", (peer: FakePeer) => void (peer.failure = refusedWith("auth/wrong-audience"))],
])("adopts again a box that forgot that it was adopted and %s", async (_, forget) => {
  const { clock, fleet, peer, scheduler, tick } = await started("a");
  await tick();
  forget(peer("a"));
  scheduler.hurry("a");
  await tick();
  expect(fleet.get("a").health.state).toBe("degraded");
  Object.assign(peer("a"), { changes: {}, failure: undefined });
  clock.advance(1000);
  await tick();
  expect(peer("a").adoptions).toBe(2);
  expect(fleet.get("a").health.state).toBe("healthy");
});

test("says in the guide's words that an executor does not answer", async () => {
  const { fleet, peer, tick } = await started("a");
  peer("a").isSilent = true;
  await tick();
  expect(fleet.get("a").health.reason).toBe(
    "Failed to connect to executor at a:50051: no answer within 50 ms",
  );
});

test("shows an executor's own reason and its remedy", async () => {
  const { fleet, peer, tick } = await started("a");
  peer("a").changes = { state: "unable", reason: "No NVIDIA driver found" };
  await tick();
  expect(fleet.get("a").health).toMatchObject({ state: "degraded", reason: "No NVIDIA driver found" });
});

test.each([
  "executor/adopted-by-another-miner",
  "executor/adopted-as-another-id",
  "executor/adopted-on-another-chain",
])("gives up at once on a box that refuses its adoption with %s", async (peerCode) => {
  const { fleet, peer, tick } = await started("a");
  peer("a").failure = refusedWith(peerCode);
  await tick();
  expect(fleet.get("a").health).toMatchObject({
    state: "unhealthy",
    reason: "executor at a:50051 refused: it belongs to 5Other (run `executor identity reset` there)",
  });
});

test("refuses the second of two entries that are one box", async () => {
  const fixture = makeFleet();
  const box = new FakePeer();
  fixture.peers.set("a", box).set("b", box);
  await fixture.fleet.restore([entry("a"), entry("b")], { withEnrolled: false });
  await fixture.tick();
  expect(fixture.fleet.get("a").health.state).toBe("healthy");
  expect(fixture.fleet.get("b").health).toMatchObject({
    state: "unhealthy",
    reason: expect.stringContaining("is the same box as alias-a"),
  });
});

test("notices that another box answers at the address, and adopts that one next", async () => {
  const { fleet, peers, peer, scheduler, tick } = await started("a");
  await tick();
  const old = peer("a");
  Object.assign(old, { changes: { installationId: "other" } });
  scheduler.hurry("a");
  await tick();
  expect(fleet.get("a").health).toMatchObject({
    state: "degraded",
    reason: expect.stringContaining("another box"),
  });
  expect(fleet.subject("a").installationId).toBeUndefined();
  expect(peers.size).toBe(1);
});
