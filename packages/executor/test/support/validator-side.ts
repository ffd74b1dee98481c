import { randomBytes } from "node:crypto";
import { keypairFromUri, verifySignature } from "@headframe/chain";
import { sleep, systemClock } from "@headframe/kit";
import {
  createSessionKey,
  delegationDigest,
  fillOps,
  type FrameTransport,
  type GpuRequest,
  type PowParams,
  runVerifier,
  type RunVerifierOptions,
  type SessionCredential,
  verifyOpenings,
  type VerifierOutcome,
  type VerifierProgress,
} from "@headframe/pow";
import type { ProofStream } from "@headframe/protocol";
import { GENESIS, type MinerSide } from "./miner-side.js";

/** Small enough for a CPU, and every rule of the protocol applies. Tier 0 needs `gpu.allow_lab_tier`. */
export const LAB_PARAMS: PowParams = { tier: "lab", n: 256, K: 256, M: 2, W: 1024, S: 16, t1: 8, t2: 4 };

/** Keeps a reference device busy for many seconds. */
export const SLOW_PARAMS: PowParams = { ...LAB_PARAMS, n: 1024, K: 4096, M: 8 };

/** Microseconds that the slowest fill may take: far more than a CPU needs, and inside the limits of section 13.2. */
const FILL_LIMIT_US = 1_000_000_000;

const validator = keypairFromUri("//Validator");

export interface ChallengeOptions {
  readonly params?: PowParams;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: VerifierProgress) => void;
  readonly executorId?: string;
  /** Waits here before the Challenge is sent. */
  readonly beforeChallenge?: (signal: AbortSignal) => Promise<void>;
}

/** Challenges all devices of an executor directly, as its miner would relay it, and verifies the answers. */
export async function challenge(miner: MinerSide, options: ChallengeOptions = {}): Promise<VerifierOutcome> {
  const { params = LAB_PARAMS, signal = new AbortController().signal, onProgress } = options;
  const { devices } = await miner.executor.getStatus();
  const stream = miner.proof.open(options.executorId ?? miner.executorId);
  const request: RunVerifierOptions["request"] = {
    genesis: GENESIS,
    miner: { scheme: miner.hotkey.scheme, publicKey: miner.hotkey.publicKey },
    executorId: miner.executorId,
    gpus: devices.map(({ uuid }): GpuRequest => ({
      uuid: new Uint8Array(uuid),
      params,
      opsPerUs: Math.max(1, Math.ceil(Number(fillOps(params)) / FILL_LIMIT_US)),
      bytesPerUs: 1,
      classId: 0,
    })),
    awaitChallenge: async (waiting) => {
      await options.beforeChallenge?.(waiting);
      return { blockNumber: 1n, blockHash: new Uint8Array(32).fill(1) };
    },
  };
  return runVerifier({
    transport: toTransport(stream),
    request,
    credential: createCredential(),
    verifyHotkey: verifySignature,
    verifyOpenings: (job) => Promise.resolve(verifyOpenings(job)),
    clock: systemClock,
    sleep,
    random: (byteCount) => new Uint8Array(randomBytes(byteCount)),
    signal,
    ...(onProgress && { onProgress }),
  });
}

function createCredential(): SessionCredential {
  const key = createSessionKey();
  const terms = {
    genesis: GENESIS,
    role: "validator",
    scheme: validator.scheme,
    hotkey: validator.publicKey,
    session: key.publicKey,
    executorId: "",
    notBeforeMs: Date.now() - 60_000,
    notAfterMs: Date.now() + 3_600_000,
  } as const;
  return { key, delegation: { ...terms, signature: validator.sign(delegationDigest(terms)) } };
}

function toTransport(stream: ProofStream): FrameTransport {
  return {
    send: (frame) => stream.send(frame),
    frames: stamped(stream),
    close: async () => stream.halfClose(),
  };
}

async function* stamped(stream: ProofStream) {
  for await (const { frame, arrivedUs } of stream.frames()) yield { frame, arrivalUs: arrivedUs };
}
