import { type Logger, silentLogger } from "@headframe/kit";
import { expect, test } from "vitest";
import type { ChallengeRecord } from "../../src/challenge/challenge-log.js";
import { Challenges, RELAYED } from "../../src/challenge/challenges.js";
import { HandBack } from "../../src/challenge/hand-back.js";
import { entry, makeFleet } from "../support/fleet-fixture.js";
import type { FakePeer } from "../support/fake-peer.js";
import { until } from "../support/running-miner.js";

const CANCELLED = { outcome: "cancelled", isExecutorDone: false };

/** Challenges of a healthy executor "a". */
async function makeChallenges() {
  const { fleet, clock, peer, tick } = makeFleet();
  await fleet.restore([entry("a")], { withEnrolled: false });
  await tick();
  const records: ChallengeRecord[] = [];
  const lines: string[] = [];
  const logger: Logger = {
    ...silentLogger,
    info: (_facts: unknown, message: string) => void lines.push(message),
  };
  const handBack = new HandBack({ limitMs: 200, pauseMs: 5 }, { fleet, logger });
  const challenges = new Challenges({
    fleet,
    handBack,
    log: { record: async (record) => void records.push(record) },
    observer: { onStart: () => undefined, onMessage: () => undefined, onEnd: () => undefined },
    clock,
    logger,
  });
  return { challenges, fleet, handBack, peer: peer("a"), records, lines };
}

test("stores and logs a challenge", async () => {
  const { challenges, records, lines } = await makeChallenges();
  const challenge = challenges.begin("a", "5Validator");
  challenge.count("to_executor", 10);
  challenge.count("from_executor", 20);
  challenge.end({ outcome: RELAYED, isExecutorDone: true });
  expect(records).toMatchObject([
    { executorId: "a", hotkey: "5Validator", outcome: "relayed", fromExecutor: { messages: 1, bytes: 20 } },
  ]);
  expect(lines).toEqual(["challenge ended"]);
});

test("neither stores nor logs what was opened and left without a word", async () => {
  const { challenges, records, lines } = await makeChallenges();
  challenges.begin("a", "5Validator").end(CANCELLED);
  expect([records, lines]).toEqual([[], []]);
});

/** A challenge under way, then broken off by its validator. */
async function breakOff({ challenges, peer }: Awaited<ReturnType<typeof makeChallenges>>): Promise<void> {
  const challenge = challenges.begin("a", "5Validator");
  challenge.count("to_executor", 10);
  peer.changes = { state: "proving" };
  challenge.end(CANCELLED);
}

test("keeps the executor of a challenge that was broken off until it proves no more", async () => {
  const made = await makeChallenges();
  const { fleet, peer } = made;
  await breakOff(made);
  await until(() => peer.statusCalls > 3);
  expect(fleet.get("a").isBusy).toBe(true);
  peer.changes = {};
  await until(() => !fleet.get("a").isBusy);
});

test.each([
  ["goes on proving", (peer: FakePeer) => void (peer.changes = { state: "proving" })],
  ["does not answer", (peer: FakePeer) => void (peer.isSilent = true)],
  ["cannot be reached", (peer: FakePeer) => void (peer.failure = new Error("unreachable"))],
])("gives an executor back after the limit that %s", async (_, disturb) => {
  const made = await makeChallenges();
  await breakOff(made);
  disturb(made.peer);
  expect(made.fleet.get("a").isBusy).toBe(true);
  await until(() => !made.fleet.get("a").isBusy);
  expect(made.challenges.begin("a", "5Other")).toBeDefined();
});

test("waits for nothing when the miner stops", async () => {
  const made = await makeChallenges();
  await breakOff(made);
  await made.handBack.stop();
  expect(made.fleet.get("a").isBusy).toBe(false);
});
