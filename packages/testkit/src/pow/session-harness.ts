import { randomBytes } from "node:crypto";

import {
  createProverPolicy,
  runProver,
  runVerifier,
  verifyOpenings,
  type Device,
  type GpuRequest,
  type OpeningsVerifier,
  type ProverOutcome,
  type ProverPolicy,
  type VerifierOutcome,
  type VerifierProgress,
} from "@headframe/pow";

import { LAB_PARAMS, LAB_RATES } from "./lab-params.js";
import { ManualTime } from "./manual-time.js";
import { createTransportPair, type FrameTamper, type TransportPair } from "./memory-transport.js";
import { createParties, verifyEd25519Hotkey, type Parties } from "./parties.js";

export interface SessionOptions {
  readonly devices: readonly Device[];
  readonly time?: ManualTime;
  /** The executor's own clock. Default: the same as the validator's. */
  readonly executorTime?: ManualTime;
  readonly parties?: Parties;
  /** What is asked for. Default: lab work of every device. */
  readonly gpus?: readonly GpuRequest[];
  readonly policy?: Partial<ProverPolicy>;
  readonly verifyOpenings?: OpeningsVerifier;
  readonly fromExecutor?: FrameTamper;
  readonly fromValidator?: FrameTamper;
  readonly awaitChallenge?: (signal: AbortSignal) => Promise<{ blockNumber: bigint; blockHash: Uint8Array }>;
  /** Called with every step; may move the time, or sever the connection. */
  readonly onProgress?: (progress: VerifierProgress, session: Session) => void;
  readonly random?: (byteCount: number) => Uint8Array;
}

/** A session under way between a real prover and a real verifier, in memory and on a clock that stands still. */
export interface Session {
  readonly time: ManualTime;
  readonly parties: Parties;
  readonly transports: TransportPair;
  readonly progress: readonly VerifierProgress[];
  /** Resolves once the validator has told of a step of this kind. */
  reached(kind: VerifierProgress["kind"]): Promise<void>;
  /** The executor is told to shut down. */
  stopExecutor(): void;
  /** A rental arrives at the executor. */
  preemptExecutor(): void;
  /** The validator calls the session off. */
  stopValidator(): void;
  readonly verifier: Promise<VerifierOutcome>;
  readonly prover: Promise<ProverOutcome>;
}

/** Starts both sides. */
export function startSession(options: SessionOptions): Session {
  const time = options.time ?? new ManualTime();
  const parties = options.parties ?? createParties({ nowMs: time.nowMs() });
  const { fromExecutor, fromValidator } = options;
  const transports = createTransportPair({
    clock: time,
    ...(fromExecutor && { fromExecutor }),
    ...(fromValidator && { fromValidator }),
  });
  const executorStop = new AbortController();
  const preempt = new AbortController();
  const validatorStop = new AbortController();
  const progress: VerifierProgress[] = [];
  const watchers = new Set<(kind: VerifierProgress["kind"]) => void>();
  const executorTime = options.executorTime ?? time;
  const policy = { ...createProverPolicy({ allowLab: true }, { clock: executorTime }), ...options.policy };

  const prover = runProver({
    clock: executorTime,
    sleep: executorTime.sleep,
    verifyHotkey: verifyEd25519Hotkey,
    transport: transports.executor,
    devices: options.devices,
    identity: parties.executor,
    policy,
    signal: executorStop.signal,
    preempt: preempt.signal,
  });
  const verifier = runVerifier({
    clock: time,
    sleep: time.sleep,
    verifyHotkey: verifyEd25519Hotkey,
    transport: transports.validator,
    request: {
      genesis: parties.context.genesis,
      miner: parties.context.miner,
      executorId: parties.context.executorId,
      gpus: options.gpus ?? options.devices.map(({ uuid }) => labRequest(uuid)),
      awaitChallenge: options.awaitChallenge ?? newestBlock,
    },
    credential: parties.validator,
    verifyOpenings: options.verifyOpenings ?? verifyOpenings,
    random: options.random ?? ((byteCount) => new Uint8Array(randomBytes(byteCount))),
    signal: validatorStop.signal,
    onProgress(step) {
      progress.push(step);
      for (const watch of watchers) watch(step.kind);
      options.onProgress?.(step, session);
    },
  });
  const session: Session = {
    time,
    parties,
    transports,
    progress,
    reached(kind) {
      if (progress.some((step) => step.kind === kind)) return Promise.resolve();
      return new Promise((resolve) => {
        watchers.add((reachedKind) => {
          if (reachedKind === kind) resolve();
        });
      });
    },
    stopExecutor: () => executorStop.abort(),
    preemptExecutor: () => preempt.abort(),
    stopValidator: () => validatorStop.abort(),
    verifier,
    prover,
  };
  return session;
}

/** Lab work for one GPU. */
export function labRequest(uuid: Uint8Array): GpuRequest {
  return { uuid, params: LAB_PARAMS, ...LAB_RATES };
}

function newestBlock(): Promise<{ blockNumber: bigint; blockHash: Uint8Array }> {
  return Promise.resolve({ blockNumber: 4_202_797n, blockHash: new Uint8Array(32).fill(9) });
}
