import { type Logger, silentLogger } from "@headframe/kit";
import { expect, test } from "vitest";
import type { ChallengeRecord } from "../../src/challenge/challenge-log.js";
import { Challenges } from "../../src/challenge/challenges.js";
import { entry, makeFleet } from "../support/fleet-fixture.js";

/** Challenges of a healthy executor "a". */
async function makeChallenges() {
  const { fleet, clock, tick } = makeFleet();
  await fleet.restore([entry("a")], { withEnrolled: false });
  await tick();
  const records: ChallengeRecord[] = [];
  const lines: string[] = [];
  const logger: Logger = {
    ...silentLogger,
    info: (_facts: unknown, message: string) => void lines.push(message),
  };
  const challenges = new Challenges({
    fleet,
    log: { record: async (record) => void records.push(record) },
    observer: { onStart: () => undefined, onMessage: () => undefined, onEnd: () => undefined },
    clock,
    logger,
  });
  return { challenges, records, lines };
}

test("stores and logs a challenge", async () => {
  const { challenges, records, lines } = await makeChallenges();
  const challenge = challenges.begin("a", "5Validator");
  challenge.count("to_executor", 10);
  challenge.count("from_executor", 20);
  challenge.end("relayed");
  expect(records).toMatchObject([
    { executorId: "a", hotkey: "5Validator", outcome: "relayed", fromExecutor: { messages: 1, bytes: 20 } },
  ]);
  expect(lines).toEqual(["challenge ended"]);
});

test("neither stores nor logs what was opened and left without a word", async () => {
  const { challenges, records, lines } = await makeChallenges();
  challenges.begin("a", "5Validator").end("cancelled");
  expect([records, lines]).toEqual([[], []]);
});
