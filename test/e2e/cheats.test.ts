import {
  createSessionKey,
  ReferenceDevice,
  taggedHash,
  type Device,
  type ExecutorIdentity,
  type ReferenceFaults,
} from "@headframe/pow";
import { ProofClient, connect } from "@headframe/protocol";
import {
  hangDevice,
  labUuid,
  MEMORY_DROPPED,
  openOthers,
  replayDevice,
  shareDevice,
  STRIPS_NOT_COMPUTED,
  WALK_INVENTED,
} from "@headframe/testkit/pow";
import type { DeviceReport } from "@headframe/validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { challengeLate } from "../harness/challenge-late.js";
import { CheatingExecutor, type Cheat } from "../harness/cheating-executor.js";
import { startValidator } from "../harness/running-validator.js";
import { QUICK_LAB, TestSystem, type RunningMiner, type ValidatorRun } from "../harness/test-system.js";

/** Types of the frames that the cheats look for (GPOW-1, section 13.2). */
const READY = 2;
const COMMIT_1 = 6;
const OPENINGS = 10;

let devicesMade = 0;
const device = (faults: ReferenceFaults = {}): Device => {
  devicesMade += 1;
  return new ReferenceDevice({ uuid: labUuid(devicesMade), faults });
};
const OLD_SEED = taggedHash("headframe/test/old-seed");

/** Keeps the first session's frame of a type and sends it again in all later ones. */
function replayFrame(type: number): NonNullable<Cheat["tamper"]> {
  let kept: Uint8Array | undefined;
  return (frame) => (frame[0] === type ? [(kept ??= Uint8Array.from(frame))] : [frame]);
}

const flipBitOf =
  (type: number, at: number): NonNullable<Cheat["tamper"]> =>
  (frame) => [
    frame[0] === type ? Uint8Array.from(frame, (byte, index) => (index === at ? byte ^ 1 : byte)) : frame,
  ];

/** Speaks with a key of its own, in the words of the miner's delegation. */
function withOwnKey(identity: ExecutorIdentity): ExecutorIdentity {
  const key = createSessionKey();
  const granted = identity.credential();
  if (granted === undefined) throw new Error("the miner has delegated before it lets anybody challenge");
  return {
    ...identity,
    credential: () => ({ key, delegation: { ...granted.delegation, session: key.publicKey } }),
  };
}

const executors = new Map<string, CheatingExecutor>();

/** Passes the frames on to another executor of the fleet, and its answers back. */
function relayTo(id: string): NonNullable<Cheat["prove"]> {
  return async (session, signal) => {
    const channel = connect(executors.get(id)?.grpcAddress ?? "");
    try {
      const far = new ProofClient(channel, { token: () => "any" }).open(id, { signal });
      const answers = (async () => {
        for await (const { frame } of far.frames()) await session.send(frame);
      })();
      for await (const { frame } of session.frames()) await far.send(frame);
      far.halfClose();
      await answers;
    } finally {
      channel.close();
    }
  };
}

interface Case {
  readonly id: string;
  readonly what: string;
  readonly cheat: Cheat;
  /** The reason for each of its devices. */
  readonly reasons: readonly DeviceReport["reason"][];
}

const CASES: readonly Case[] = [
  { id: "honest", what: "nothing wrong", cheat: { devices: [device()] }, reasons: ["ok"] },
  {
    id: "strips",
    what: "strips that were not computed",
    cheat: { devices: [device(STRIPS_NOT_COMPUTED), device()] },
    reasons: ["strip_digest", "ok"],
  },
  {
    id: "memory",
    what: "memory that it does not hold",
    cheat: { devices: [device(MEMORY_DROPPED)] },
    reasons: ["walker_digest"],
  },
  {
    id: "walk",
    what: "an invented walk",
    cheat: { devices: [device(WALK_INVENTED)] },
    reasons: ["walker_digest"],
  },
  {
    id: "leaf",
    what: "another leaf than the one that was drawn",
    cheat: {
      devices: [openOthers(device(), { strips: ([first = 0, ...rest]) => [(first + 64) % 128, ...rest] })],
    },
    reasons: ["strip_path"],
  },
  {
    id: "walker",
    what: "another walker than the one that was drawn",
    cheat: {
      devices: [
        openOthers(device(), { walkers: ([first = 0, ...rest]) => [(first + 2048) % 4096, ...rest] }),
      ],
    },
    reasons: ["walker_path"],
  },
  {
    id: "replay-work",
    what: "the work of an earlier challenge",
    cheat: { devices: [replayDevice(device(), OLD_SEED)] },
    reasons: ["strip_digest"],
  },
  {
    id: "replay-frames",
    what: "frames of an earlier session",
    cheat: { devices: [device()], tamper: replayFrame(READY) },
    reasons: ["malformed"],
  },
  {
    id: "one-as-two",
    what: "one device shown as two",
    cheat: { devices: shareDevice(device(), labUuid(200)) },
    reasons: ["ok", "strip_digest"],
  },
  {
    id: "changed",
    what: "a bit changed after signing",
    cheat: { devices: [device()], tamper: flipBitOf(COMMIT_1, 40) },
    reasons: ["bad_signature"],
  },
  {
    id: "silent",
    what: "no first commit at all",
    cheat: { devices: [hangDevice(device(), "fill")] },
    reasons: ["commit1_missing"],
  },
  {
    id: "withheld",
    what: "no openings when it sees what was drawn",
    cheat: { devices: [device()], tamper: (frame) => (frame[0] === OPENINGS ? [] : [frame]) },
    reasons: ["openings_missing"],
  },
  {
    id: "disguised",
    what: "a session key that its miner did not delegate to",
    cheat: { devices: [device()], disguise: withOwnKey },
    reasons: ["bad_delegation"],
  },
  {
    id: "relay",
    what: "the answers of another executor",
    cheat: { devices: [device()], prove: relayTo("honest") },
    reasons: ["bad_delegation"],
  },
];

/** Eight seconds for the fill, so that waiting for what never comes is short. */
const LAB = { ...QUICK_LAB, ops_per_us: 10 };

let system: TestSystem;
let miner: RunningMiner;
let run: ValidatorRun;

beforeAll(async () => {
  system = await TestSystem.start();
  for (const { id, cheat } of CASES) executors.set(id, await CheatingExecutor.start(id, cheat));
  miner = await system.startMiner("miner", await system.addNeuron("miner"), [...executors.values()]);
  // What is replayed must have been said before.
  await system.challenge(["--all", "--executor", "replay-frames"], { lab: LAB });
  run = await system.challenge(["--all"], { lab: LAB });
});
afterAll(async () => {
  await system.close();
  for (const executor of executors.values()) await executor.stop();
});

describe("an executor that its miner takes for healthy", () => {
  it.each(CASES)("and that answers with $what gets $reasons", ({ id, reasons }) => {
    const executor = run.report?.miners[0]?.executors.find(({ alias }) => alias === id);
    expect(executor?.session?.devices.map(({ reason }) => reason)).toEqual(reasons);
  });
});

describe("a run in which anything was rejected", () => {
  it("ends with exit status 1 and says so", () => {
    expect(run.report?.accepted).toBe(false);
    expect(run.code).toBe(1);
  });

  it("leaves evidence that anybody can judge again, with the same verdicts", async () => {
    const sessions = run.report?.miners[0]?.executors.flatMap(({ session }) => session ?? []) ?? [];
    const files = sessions.map(({ transcript }) => transcript?.file ?? "none");
    const verified = await startValidator(["verify", "--json", ...files]).ended;
    const judged = JSON.parse(verified.stdout) as readonly { readonly devices: readonly DeviceReport[] }[];
    const reasons = (list: readonly { readonly devices: readonly DeviceReport[] }[]) =>
      list.map(({ devices }) => devices.map(({ reason }) => reason));
    expect(reasons(judged)).toEqual(reasons(sessions));
    expect(verified.code).toBe(1);
  });
});

describe("an executor that is too slow for its class", () => {
  it.each([
    { phase: "challenge-sent", reason: "commit1_late" },
    { phase: "nonce-sent", reason: "commit2_late" },
  ] as const)("by the validator's clock after $phase gets $reason", async ({ phase, reason }) => {
    const report = await challengeLate(system, { miner: miner.hotkey.ss58, id: "honest" }, phase);
    const [late] = report.miners[0]?.executors[0]?.session?.devices ?? [];
    expect(late).toMatchObject({ outcome: "reject", reason, reasonClass: "timing" });
  });
});
