import { ReferenceDevice } from "@headframe/pow";
import { labUuid, MEMORY_DROPPED, STRIPS_NOT_COMPUTED, WALK_INVENTED } from "@headframe/testkit/pow";
import { describe, expect, it } from "vitest";
import { ALICE, executorId, honestDevice, testExecutor } from "../support/test-executors.js";
import { TestRun } from "../support/test-run.js";

describe("a cheat", () => {
  it.each([
    { what: "strips that were not computed", faults: STRIPS_NOT_COMPUTED, reason: "strip_digest" },
    { what: "memory that is not held", faults: MEMORY_DROPPED, reason: "walker_digest" },
    { what: "an invented walk", faults: WALK_INVENTED, reason: "walker_digest" },
  ])("with $what is rejected, beside an honest device", async ({ faults, reason }) => {
    const run = await TestRun.create();
    const cheat = new ReferenceDevice({ uuid: labUuid(1), faults });
    await run.startMiner({
      hotkey: ALICE,
      executors: [testExecutor(1, { devices: [cheat, honestDevice(2)] })],
    });
    const report = await run.challenge();
    const devices = report.miners[0]?.executors[0]?.session?.devices;
    expect(devices?.map((device) => [device.outcome, device.reason])).toEqual([
      ["reject", reason],
      ["accept", "ok"],
    ]);
    expect(report.accepted).toBe(false);
  });

  it("that changes one bit of a signed frame is rejected", async () => {
    const run = await TestRun.create();
    const tamper = (frame: Uint8Array): readonly Uint8Array[] => {
      const isCommit = frame[0] === 6;
      return [isCommit ? Uint8Array.from(frame, (byte, at) => (at === 30 ? byte ^ 1 : byte)) : frame];
    };
    await run.startMiner({ hotkey: ALICE, executors: [testExecutor(1, { tamper })] });
    const report = await run.challenge();
    expect(report.miners[0]?.executors[0]?.session?.devices[0]?.reason).toBe("bad_signature");
  });

  it("by a miner that signs for an executor of another id is rejected", async () => {
    const run = await TestRun.create();
    const listed = {
      executorId: executorId(2),
      alias: "gpu-2",
      backend: "reference",
      devices: [{ uuid: labUuid(1), name: "x" }],
    };
    await run.startMiner({ hotkey: ALICE, executors: [testExecutor(2)], list: [listed] });
    const report = await run.challenge();
    expect(report.miners[0]?.executors[0]?.session).toMatchObject({
      remark: "the executor has no such GPU",
      devices: [{ outcome: "void", reason: "refused" }],
    });
  });
});
