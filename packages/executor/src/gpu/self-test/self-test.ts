import { randomBytes, randomUUID } from "node:crypto";
import { AppError, type Clock, sleep } from "@headframe/kit";
import {
  createDelegation,
  createProverPolicy,
  createSessionKey,
  type DelegationRole,
  type Device,
  type GpuClaim,
  type ProverOutcome,
  READY_STATUSES,
  type ReadyRefusal,
  runProver,
  runVerifier,
  type SessionCredential,
  type SessionKey,
  type Tier,
  verifyEd25519,
  VerifierPool,
  type VerifyHotkey,
} from "@headframe/pow";
import { createLoopback } from "./loopback.js";
import { planDevice } from "./plan-device.js";
import { type SelfTestReport, toSelfTestReport } from "./self-test-report.js";

/** Why a test of the devices came to no result. */
export type SelfTestFailure =
  /** The devices could not get ready, for example for want of memory. */
  | { readonly code: "gpu-test/refused"; readonly status: ReadyRefusal }
  /** Speeds and sizes of GPUs were asked of a CPU program. */
  | { readonly code: "gpu-test/not-a-gpu"; readonly tier: Tier };

/** A test of the devices that could not be made. */
export class SelfTestError extends AppError<SelfTestFailure> {}

export interface SelfTestRequest {
  readonly devices: readonly Device[];
  readonly claims: readonly GpuClaim[];
  readonly tier: Tier;
  /** Names the software in Ready. */
  readonly agentText: string;
}

const GENESIS = new Uint8Array(32);
const HOUR_MS = 3_600_000;

const verifyHotkey: VerifyHotkey = (scheme, publicKey, digest, signature) =>
  scheme === "ed25519" && verifyEd25519(publicKey, digest, signature);

/**
 * Challenges the devices as a validator would, all at once, and verifies every answer: a whole GPOW-1 session between
 * a real verifier and a real prover, both here, with keys that live as long as the test.
 *
 * @throws {SelfTestError} `gpu-test/refused`
 */
export async function runSelfTest(
  request: SelfTestRequest,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<SelfTestReport> {
  const { devices, claims, tier, agentText } = request;
  const plans = claims.map((claim) => planDevice(claim, tier));
  const minerHotkey = createSessionKey();
  const miner = { scheme: "ed25519", publicKey: minerHotkey.publicKey } as const;
  const executorId = randomUUID();
  const executorCredential = delegate("executor", minerHotkey, executorId, clock);
  const ends = createLoopback(clock);
  const common = { verifyHotkey, clock, sleep, signal };
  const pool = new VerifierPool();
  try {
    const proving = runProver({
      ...common,
      transport: ends.executor,
      devices,
      identity: {
        genesis: GENESIS,
        miner,
        executorId,
        agent: agentText,
        credential: () => executorCredential,
      },
      policy: createProverPolicy({ allowLab: true }, { clock }),
    });
    const verifying = runVerifier({
      ...common,
      transport: ends.validator,
      request: {
        genesis: GENESIS,
        miner,
        executorId,
        gpus: plans.map((plan) => plan.request),
        // No chain is followed here: any block will do.
        awaitChallenge: () => Promise.resolve({ blockNumber: 1n, blockHash: new Uint8Array(32) }),
      },
      credential: delegate("validator", createSessionKey(), "", clock),
      verifyOpenings: pool.verify,
      random: (byteCount) => new Uint8Array(randomBytes(byteCount)),
    });
    const [outcome, proved] = await Promise.all([verifying, proving]);
    signal.throwIfAborted();
    rejectRefusal(proved);
    return toSelfTestReport({ tier, claims, plans, outcome });
  } finally {
    await pool.close();
  }
}

function delegate(
  role: DelegationRole,
  hotkey: SessionKey,
  executorId: string,
  clock: Clock,
): SessionCredential {
  const key = createSessionKey();
  const terms = {
    genesis: GENESIS,
    role,
    scheme: "ed25519",
    hotkey: hotkey.publicKey,
    session: key.publicKey,
    executorId,
    notBeforeMs: clock.nowMs() - HOUR_MS,
    notAfterMs: clock.nowMs() + HOUR_MS,
  } as const;
  return { key, delegation: createDelegation(terms, (digest) => hotkey.sign(digest)) };
}

function rejectRefusal({ end }: ProverOutcome): void {
  if (end.kind !== "refused") return;
  const { status, detail } = end;
  throw new SelfTestError(
    { code: "gpu-test/refused", status },
    `the devices cannot take this challenge: ${READY_STATUSES[status].sentence} (${detail})`,
    {
      hint:
        status === "not_enough_memory"
          ? "end what else uses the GPUs: nvidia-smi lists it; a challenge that is running now counts too"
          : "`executor gpu list` shows what is known about each device",
    },
  );
}
