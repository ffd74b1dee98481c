import { describe, expect, it } from "vitest";
import { scoreMiners } from "../../src/weights/score-miners.js";
import { rejected, scored, session, unpaid } from "../support/sessions.js";

const scoresOf = (sessions: Parameters<typeof scoreMiners>[0]) =>
  scoreMiners(sessions).map(({ miner, score }) => [miner, score]);

describe("a miner's score", () => {
  it("is the sum over the executors of its newest run", () => {
    const run = { miner: "a", startedAtMs: 2000 };
    const old = session({ miner: "a", executorId: "e-3", startedAtMs: 1000, devices: [scored(50)] });
    const one = session({ ...run, executorId: "e-1", devices: [scored(1), scored(1.5)] });
    const two = session({ ...run, executorId: "e-2", devices: [scored(2)] });
    for (const order of [
      [old, one, two],
      [two, one, old],
    ]) {
      expect(scoreMiners(order)).toEqual([
        { miner: "a", score: 4.5, executors: 2, acceptedDevices: 3, rejectedDevices: 0, startedAtMs: 2000 },
      ]);
    }
  });

  it("is lost with a newer run that was rejected, whatever the tier", () => {
    const good = session({ miner: "a", startedAtMs: 1000, devices: [scored(1)] });
    const bad = session({ miner: "a", startedAtMs: 2000, devices: [rejected] });
    expect(scoresOf([good, bad])).toEqual([["a", 0]]);
  });

  it("is not changed by lab and pulse sessions that went well", () => {
    const good = session({ miner: "a", startedAtMs: 1000, devices: [scored(1)] });
    const lab = session({ miner: "a", startedAtMs: 2000, devices: [unpaid("lab")] });
    const pulse = session({ miner: "a", startedAtMs: 3000, devices: [unpaid("pulse")] });
    expect(scoresOf([good, lab, pulse])).toEqual([["a", 1]]);
    expect(scoresOf([lab, pulse])).toEqual([]);
  });

  it("counts an executor that comes twice in a run once, at its worse", () => {
    const twice = [scored(3), scored(1)].map((device) => session({ miner: "a", devices: [device] }));
    expect(scoresOf(twice)).toEqual([["a", 1]]);
  });

  it("puts the best first", () => {
    const sessions = ["a", "b", "c"].map((miner, at) => session({ miner, devices: [scored(at)] }));
    expect(scoresOf(sessions)).toEqual([
      ["c", 2],
      ["b", 1],
      ["a", 0],
    ]);
  });
});
