import { describe, expect, it } from "vitest";
import type { RunProgress } from "../../src/challenge/run-progress.js";
import { createProgressPrinter } from "../../src/report/progress-printer.js";

const MINER = {
  uid: 3,
  hotkey: "hotkey",
  hotkeyPublicKey: new Uint8Array(32),
  coldkey: "coldkey",
  stakeRao: 0n,
  validatorPermit: false,
  active: true,
  axon: { ip: "192.0.2.7", port: 8091, ipType: 4, protocol: 0, version: 0, block: 3 },
} as const;
const EXECUTOR = {
  executorId: "11111111-1111-4111-8111-111111111111",
  alias: "gpu-1",
  health: "healthy",
  reason: "",
  busy: false,
  backend: "cuda",
  devices: [],
} as const;

const STEPS: readonly RunProgress[] = [
  { kind: "miners-found", block: 17, miners: [MINER] },
  {
    kind: "authenticated",
    miner: MINER,
    authentication: { minerScheme: "sr25519", elapsedUs: 14_000, expiresAtMs: undefined },
  },
  { kind: "executors-listed", miner: MINER, executors: [EXECUTOR] },
  { kind: "session", miner: MINER, executor: EXECUTOR, progress: { kind: "prepare-sent" } },
  {
    kind: "session",
    miner: MINER,
    executor: EXECUTOR,
    progress: { kind: "ready", status: "ready", claims: [] },
  },
  { kind: "start", blockNumber: 18n },
  {
    kind: "session",
    miner: MINER,
    executor: EXECUTOR,
    progress: { kind: "commit1", slot: 0, elapsedUs: 1, limitUs: 2 },
  },
];

function print(steps: readonly RunProgress[], stream: object = {}): string {
  let text = "";
  const printer = createProgressPrinter({ ...stream, write: (part: string) => (text += part) });
  for (const step of steps) printer.onProgress(step);
  printer.done();
  return text;
}

describe("the progress of a run", () => {
  it("is a line for each step where nobody looks on", () => {
    expect(print(STEPS)).toBe(
      "block 17: 1 miner to challenge\n" +
        "UID 3: authenticated in 14.0 ms\n" +
        "UID 3: executors gpu-1\n" +
        "everybody is ready: challenge at block 18\n\n",
    );
  });

  it("counts along in one line on a terminal, and takes it away at the end", () => {
    const text = print(STEPS, { isTTY: true, columns: 80 });
    expect(text).toContain("executors: 1 of 1 ready; devices: 1 filled, 0 walked, 0 verified");
    expect(text.endsWith("\r\u001B[2K\n")).toBe(true);
  });

  it("never writes beyond the width of the terminal", () => {
    const text = print(STEPS, { isTTY: true, columns: 30 });
    const live = text.split("\r\u001B[2K").filter((part) => part.startsWith("executors:"));
    expect(live.length).toBeGreaterThan(0);
    for (const line of live) expect(line.split("\n")[0]?.length).toBeLessThan(30);
  });

  it("shows why a miner was left out", () => {
    const text = print([{ kind: "miner-failed", miner: MINER, error: new Error("no answer") }]);
    expect(text).toBe("UID 3: no answer\n\n");
  });
});
