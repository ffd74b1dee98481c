import {
  changeOpenings,
  createParties,
  LAB_PARAMS,
  LAB_RATES,
  labUuid,
  ManualTime,
  MEMORY_DROPPED,
  openOthers,
  replayDevice,
  shareDevice,
  startSession,
  STRIPS_NOT_COMPUTED,
  WALK_INVENTED,
  type SessionOptions,
} from "@headframe/testkit/pow";
import { describe, expect, it } from "vitest";

import type { Device } from "../../src/device/device.js";
import { ReferenceDevice, type ReferenceFaults } from "../../src/reference/reference-device.js";
import { stripsPerProduct } from "../../src/rules/params.js";
import type { Reason } from "../../src/rules/outcome.js";
import { deadlinesOf, distanceAllowanceUs, hardLimitUs } from "../../src/rules/timing.js";
import { FRAME_TYPES } from "../../src/wire/message.js";

const STRIP_COUNT = LAB_PARAMS.M * stripsPerProduct(LAB_PARAMS.n);
const LEAF_STRIPS = 8;

function device(uuid: number, faults: ReferenceFaults = {}): Device {
  return new ReferenceDevice({ uuid: labUuid(uuid), faults });
}

async function reasons(options: SessionOptions): Promise<readonly Reason[]> {
  const session = startSession(options);
  const { evaluation } = await session.verifier;
  await session.prover;
  return evaluation.gpus.map(({ reason }) => reason);
}

describe("an executor that cheats", () => {
  it.each<[string, () => Device, Reason]>([
    ["skips strips", () => device(2, STRIPS_NOT_COMPUTED), "strip_digest"],
    ["drops memory after the fill", () => device(2, MEMORY_DROPPED), "walker_digest"],
    ["invents the walk", () => device(2, WALK_INVENTED), "walker_digest"],
    ["replays old work", () => replayDevice(device(2), new Uint8Array(32)), "strip_digest"],
    [
      "opens other strips",
      () =>
        openOthers(device(2), {
          strips: (strips) => strips.map((strip) => (strip + LEAF_STRIPS) % STRIP_COUNT),
        }),
      "strip_path",
    ],
    [
      "opens the strips in another order",
      () => openOthers(device(2), { strips: (strips) => strips.toReversed() }),
      "strip_path",
    ],
    [
      "opens another walker",
      () =>
        openOthers(device(2), {
          walkers: (walkers) => walkers.map((walker) => (walker + 32) % LAB_PARAMS.W),
        }),
      "walker_path",
    ],
    [
      "changes one bit of a leaf",
      () => changeOpenings(device(2), ({ strips, walkers }) => ({ strips, walkers: flipBit(walkers, 500) })),
      "walker_path",
    ],
    [
      "changes one bit of a path",
      () => changeOpenings(device(2), ({ strips, walkers }) => ({ strips: flipBit(strips, 1030), walkers })),
      "strip_path",
    ],
  ])("is rejected when it %s, and the honest GPU beside it is not", async (_, cheat, reason) => {
    expect(await reasons({ devices: [device(1), cheat()] })).toEqual(["ok", reason]);
  });

  it("is rejected for the GPU that it does not have", async () => {
    const devices = shareDevice(device(1), labUuid(2));
    expect(await reasons({ devices })).toEqual(["ok", "strip_digest"]);
  });

  it.each([
    // The limits of the lab work are 10.5 s and 3.2 s; a validator waits for twice as long, and a second.
    ["the fill", FRAME_TYPES.commit1, 12_000, "commit1_late"],
    ["the walk", FRAME_TYPES.commit2, 5000, "commit2_late"],
  ] as const)("is rejected when it is too slow for %s, though all is right", async (_, type, ms, reason) => {
    const time = new ManualTime();
    const fromExecutor = (frame: Uint8Array): readonly Uint8Array[] => {
      if (frame[0] === type) time.advanceMs(ms);
      return [frame];
    };
    expect(await reasons({ devices: [device(1)], time, fromExecutor })).toEqual([reason]);
  });

  it("gains nothing from delaying its pongs: the allowance is capped", async () => {
    const time = new ManualTime();
    const session = startSession({
      devices: [device(1)],
      time,
      fromExecutor: (frame) => {
        if (frame[0] === FRAME_TYPES.pong) time.advanceMs(1900);
        return [frame];
      },
    });
    const { evaluation } = await session.verifier;
    expect(evaluation.rttMinUs).toBe(1_900_000);
    const [gpu] = evaluation.gpus;
    expect(gpu?.reason).toBe("ok");
    expect(gpu?.d1Us).toBe(10_485_760 + 80_000);
  });

  it("cannot speak for an executor whose miner did not delegate to it", async () => {
    const time = new ManualTime();
    const parties = createParties({ nowMs: time.nowMs() });
    const others = createParties({ nowMs: time.nowMs() });
    const impostor = {
      ...parties,
      executor: { ...parties.executor, credential: () => others.executorCredential },
    };
    expect(await reasons({ devices: [device(1)], time, parties: impostor })).toEqual(["bad_delegation"]);
  });

  it("cannot pass on the answers of another executor", async () => {
    const recorded = new Map<number, Uint8Array>();
    const first = startSession({
      devices: [device(1)],
      fromExecutor: (frame) => {
        recorded.set(frame[0] ?? 0, frame);
        return [frame];
      },
    });
    await first.verifier;
    const substitute = (frame: Uint8Array): readonly Uint8Array[] =>
      frame[0] === FRAME_TYPES.commit1 ? [recorded.get(FRAME_TYPES.commit1) ?? frame] : [frame];
    expect(await reasons({ devices: [device(1)], fromExecutor: substitute })).toEqual(["malformed"]);
  });

  it("may repeat an answer byte by byte", async () => {
    const repeat = (frame: Uint8Array): readonly Uint8Array[] =>
      frame[0] === FRAME_TYPES.commit1 || frame[0] === FRAME_TYPES.openings ? [frame, frame] : [frame];
    expect(await reasons({ devices: [device(1), device(2)], fromExecutor: repeat })).toEqual(["ok", "ok"]);
  });

  it("is not read any further when it sends without end", async () => {
    const flood = (frame: Uint8Array): readonly Uint8Array[] =>
      frame[0] === FRAME_TYPES.commit1 ? Array.from({ length: 2000 }, () => frame) : [frame];
    const { verifier, time } = startSession({ devices: [device(1)], fromExecutor: flood });
    const { d2Us } = deadlinesOf(LAB_PARAMS, LAB_RATES, distanceAllowanceUs(0));
    const limitMs = Math.ceil(hardLimitUs([d2Us]) / 1000);
    await time.untilSleeping(limitMs);
    time.advanceMs(limitMs);
    const { transcript, evaluation } = await verifier;
    expect(transcript.frames.length).toBeLessThan(1100);
    expect(evaluation.gpus[0]?.reason).toBe("commit2_missing");
  });
});

function flipBit(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice();
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
