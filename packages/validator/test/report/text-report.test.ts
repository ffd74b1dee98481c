import { describe, expect, it } from "vitest";
import { allAccepted, type ChallengeReport } from "../../src/report/challenge-report.js";
import { shortKey } from "../../src/report/short-key.js";
import { paintNothing } from "../../src/report/style.js";
import { renderReport } from "../../src/report/text-report.js";
import { challengeReport, deviceReport, executorReport, minerReport, VALIDATOR } from "../support/reports.js";

const render = (facts: Partial<ChallengeReport> = {}): string =>
  renderReport(challengeReport(facts), paintNothing);
const oneLine = (text: string): string => text.replace(/\s+/g, " ");

const LATE = deviceReport({
  slot: 1,
  outcome: "reject",
  reason: "commit1_late",
  reasonClass: "timing",
  explanation: "right, but the fill took longer than this class of GPU may take",
  t1Us: 500_000,
  established: null,
  score: null,
});
const REFERENCE = deviceReport({
  name: "reference device (CPU, not a GPU) 1",
  class: { id: 0, name: "lab", source: "lab", opsPerUs: 50, bytesPerUs: 10 },
  params: { tier: "lab", n: 256, K: 256, M: 8, W: 4096, S: 32, t1: 32, t2: 8 },
  score: null,
});

describe("the report of a run", () => {
  it("says who was found on chain, and that both sides are who they say", () => {
    const text = oneLine(render());
    expect(text).toContain("ws://127.0.0.1:9944, local, subnet 1, block 17");
    expect(text).toContain(`UID 0, ${shortKey(VALIDATOR)}, has a validator permit`);
    expect(text).toContain("Miner UID 1 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty");
    expect(text).toContain("192.0.2.7:8091, on chain since block 12");
    expect(text).toContain("in 14.0 ms; the miner's hotkey signed the reply");
  });

  it("gives both times with their limits, and the verdict", () => {
    expect(oneLine(render())).toContain("0 NVIDIA H200 292 ms 386 ms 35.8 ms 74.1 ms accepted");
  });

  it("says in plain words what an accepted device has shown", () => {
    const text = oneLine(render());
    expect(text).toContain("0 ≥ 950 Tops/s ≥ 3.84 TB/s ≥ 126 GB of 136 GB 0.97 H200");
    expect(text).toContain(
      "Lower bounds by our own clock. With 99.9 % confidence at least 89 % of the products, 98 % of the memory and " +
        "64 % of the walk were right.",
    );
  });

  it("claims no rate for a pulse", () => {
    const pulse = deviceReport({ established: null, score: null });
    const text = render({
      miners: [minerReport({ executors: [executorReport({ tier: "pulse", devices: [pulse] })] })],
    });
    expect(oneLine(text)).toContain(
      "It is alive and holds the right keys. This tier sets no class and no rate.",
    );
  });

  it("says why a device was rejected, beside one that was not", () => {
    const miners = [minerReport({ executors: [executorReport({ devices: [deviceReport(), LATE] })] })];
    const text = oneLine(render({ miners, accepted: false }));
    expect(text).toContain("1 NVIDIA H200 500 ms 386 ms 35.8 ms 74.1 ms REJECTED");
    expect(text).toContain(
      "Device 1: right, but the fill took longer than this class of GPU may take (commit1_late).",
    );
    expect(text).toContain("Verdict: 1 of 2 devices accepted");
  });

  it("says that a reference device is not a GPU, and only then", () => {
    const executors = [executorReport({ tier: "lab", devices: [REFERENCE] }, { backend: "reference" })];
    const text = oneLine(render({ miners: [minerReport({ executors })] }));
    expect(text).toContain("NOT A GPU: gpu-1. These answers come from the reference device");
    expect(text).toContain("Verdict: 1 of 1 device accepted. None of them is a GPU");
    expect(text).toContain("Proves with reference device, not a GPU");
    expect(text).toContain("0 reference device 1 ");
    expect(text).not.toContain("worth");
    expect(render()).not.toContain("NOT A GPU");
  });

  it("shows the sentence, the remedy and the code of what failed", () => {
    const failure = {
      code: "validator/axon-unreachable",
      message: "cannot reach it",
      hint: "start it",
      peerCode: null,
    };
    const miners = [minerReport({ authentication: null, executors: [], failure })];
    const text = oneLine(render({ miners, accepted: false }));
    expect(text).toContain("Failed: cannot reach it [validator/axon-unreachable] hint: start it");
    expect(text).toContain("Verdict: 0 of 0 devices accepted, 1 failure");
  });

  it("keeps to 80 columns", () => {
    const devices = Array.from({ length: 16 }, (_, slot) =>
      deviceReport({ slot, name: "NVIDIA GeForce RTX 5090 with a long name", t1Us: 14_400_000 }),
    );
    for (const line of render({ miners: [minerReport({ executors: [executorReport({ devices })] })] }).split(
      "\n",
    )) {
      expect(line.length).toBeLessThanOrEqual(80);
    }
  });
});

describe("a run", () => {
  it.each([
    { what: "nothing was challenged", miners: [] },
    {
      what: "a device was rejected",
      miners: [minerReport({ executors: [executorReport({ devices: [LATE] })] })],
    },
    {
      what: "an executor was not challenged",
      miners: [
        minerReport({
          executors: [
            executorReport(),
            executorReport(
              {},
              { session: null, failure: { code: "a/b", message: "", hint: null, peerCode: null } },
            ),
          ],
        }),
      ],
    },
  ])("is no success when $what", ({ miners }) => {
    expect(allAccepted(miners)).toBe(false);
  });

  it("is a success when everything was challenged and accepted", () => {
    expect(allAccepted([minerReport()])).toBe(true);
  });
});
