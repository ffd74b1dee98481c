import type {
  ChallengeReport,
  DeviceReport,
  ExecutorReport,
  MinerReport,
  SessionReport,
} from "../../src/report/challenge-report.js";

const EXECUTOR_ID = "6ba7b810-9dad-41d1-80b4-00c04fd430c8";
const MINER = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
export const VALIDATOR = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/** An accepted H200, changed as a test needs it. */
export function deviceReport(facts: Partial<DeviceReport> = {}): DeviceReport {
  return {
    slot: 0,
    uuid: "11111111-1111-1111-1111-111111111111",
    name: "NVIDIA H200",
    totalBytes: 150_754_820_096,
    class: { id: 11, name: "H200 SXM", source: "model-name", opsPerUs: 949_920_000, bytesPerUs: 3_840_000 },
    params: { tier: "standard", n: 16_384, K: 1024, M: 505, W: 2 ** 24, S: 64, t1: 64, t2: 16 },
    outcome: "accept",
    reason: "ok",
    reasonClass: "none",
    explanation: "every sample was right and in time",
    t1Us: 292_264,
    d1Us: 385_700,
    t2Us: 35_792,
    d2Us: 74_058,
    established: {
      opsPerSecond: 949.92e12,
      bytesPerSecond: 3.84e12,
      committedBytes: 135_560_953_856,
      creditedFraction: 0.927,
      creditedBytes: 125_664_000_000,
      workShown: { confidence: 0.999, strips: 0.8976, items: 0.9899, walkers: 0.6493 },
    },
    score: 0.97,
    ...facts,
  };
}

/** An executor that was challenged. */
export function executorReport(
  session: Partial<SessionReport> = {},
  facts: Partial<ExecutorReport> = {},
): ExecutorReport {
  return {
    executorId: EXECUTOR_ID,
    alias: "gpu-1",
    backend: "cuda",
    health: "healthy",
    session: {
      tier: "standard",
      rttUs: 412,
      agent: "headframe-executor/0.1.0",
      remark: null,
      devices: [deviceReport()],
      transcript: { file: "data/transcripts/one.json", digest: "ab".repeat(32) },
      ...session,
    },
    failure: null,
    ...facts,
  };
}

/** A miner that was reached. */
export function minerReport(facts: Partial<MinerReport> = {}): MinerReport {
  return {
    uid: 1,
    hotkey: MINER,
    axon: { ip: "192.0.2.7", port: 8091, block: 12 },
    authentication: { elapsedUs: 14_000, expiresAtMs: null },
    executors: [executorReport()],
    failure: null,
    ...facts,
  };
}

/** A run over `miners`. */
export function challengeReport(facts: Partial<ChallengeReport> = {}): ChallengeReport {
  return {
    version: "0.1.0",
    startedAtMs: 1_700_000_000_000,
    finishedAtMs: 1_700_000_002_000,
    chain: {
      endpoint: "ws://127.0.0.1:9944",
      network: "local",
      genesisHash: `0x${"00".repeat(32)}`,
      netuid: 1,
      block: 17,
    },
    validator: { hotkey: VALIDATOR, uid: 0, validatorPermit: true },
    miners: [minerReport()],
    findings: [],
    accepted: true,
    ...facts,
  };
}
