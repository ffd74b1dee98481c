import { REASONS, type Reason } from "../rules/outcome.js";
import { deriveSeed, deriveWalkNonce } from "../rules/seeds.js";
import { MIN_RTT_SAMPLES } from "../rules/timing.js";
import type { OpeningsJob, OpeningsReason, OpeningsVerifier } from "../verify/openings-job.js";
import type { GpuRecord } from "./gpu-record.js";
import type { SessionEvaluation } from "./session-evaluation.js";
import type { GpuEvaluation } from "./transcript.js";

export interface JudgeOptions {
  /** V's clock when it closed the session. */
  readonly endUs: number;
  readonly verifyOpenings: OpeningsVerifier;
  /** Called as each GPU is decided. */
  readonly onJudged?: ((gpu: GpuEvaluation) => void) | undefined;
}

/** The end of section 17.3: gives every GPU its reason. Openings of several GPUs are verified at the same time. */
export async function judgeSession(
  session: SessionEvaluation,
  { endUs, verifyOpenings, onJudged }: JudgeOptions,
): Promise<readonly GpuEvaluation[]> {
  const sessionReason = session.sessionReason ?? reasonOfEnd(session, endUs);
  return Promise.all(
    session.gpus.map(async (gpu) => {
      const reason = gpu.reason ?? sessionReason ?? (await judgeGpu(session, gpu, endUs, verifyOpenings));
      const evaluation = toEvaluation(session, gpu, reason);
      onJudged?.(evaluation);
      return evaluation;
    }),
  );
}

function reasonOfEnd(session: SessionEvaluation, endUs: number): Reason | undefined {
  if (endUs < session.lastUs) return "v_malformed";
  switch (session.phase) {
    case "prepare":
      return "v_incomplete";
    case "ready":
      return "no_ready";
    case "ping":
      return session.rttSamples < MIN_RTT_SAMPLES ? "no_rtt" : "v_incomplete";
    case "fill":
    case "walk":
    case "open":
      return undefined;
  }
}

async function judgeGpu(
  session: SessionEvaluation,
  gpu: GpuRecord,
  endUs: number,
  verifyOpenings: OpeningsVerifier,
): Promise<Reason> {
  const isOver = endUs >= (session.hardLimitUs ?? Number.POSITIVE_INFINITY);
  switch (session.phase) {
    case "fill":
      return isOver && gpu.recorded("commit1") === undefined ? "commit1_missing" : "v_incomplete";
    case "walk":
      return isOver && gpu.recorded("commit2") === undefined ? "commit2_missing" : "v_incomplete";
    case "open": {
      const job = toOpeningsJob(session, gpu);
      if (job === undefined) return isOver ? "openings_missing" : "v_incomplete";
      const reason = await verifyOpenings(job);
      return reason === "ok" ? judgeTimes(session, gpu) : reason;
    }
    case "prepare":
    case "ready":
    case "ping":
      throw new Error(`a session that ends in phase ${session.phase} has one reason for all`);
  }
}

/** Fraud is judged before lateness; late but right means slow, not false. */
function judgeTimes(
  session: SessionEvaluation,
  gpu: GpuRecord,
): OpeningsReason | "commit1_late" | "commit2_late" {
  const { t1Us, t2Us } = elapsedTimes(session, gpu);
  const { d1Us = 0, d2Us = 0 } = gpu.deadlines ?? {};
  if (t1Us === undefined || t1Us > d1Us) return "commit1_late";
  if (t2Us === undefined || t2Us > d2Us) return "commit2_late";
  return "ok";
}

/** What has to be verified of this GPU; `undefined` without Openings. */
export function toOpeningsJob(session: SessionEvaluation, gpu: GpuRecord): OpeningsJob | undefined {
  const { challenge, nonce, open } = session.chain;
  const r1 = gpu.recorded("commit1")?.content;
  const r2 = gpu.recorded("commit2")?.content;
  const body = gpu.recorded("openings")?.content;
  const { params, slot } = gpu;
  if (challenge === undefined || nonce === undefined || open === undefined) return undefined;
  if (r1 === undefined || r2 === undefined || body === undefined || params === undefined) return undefined;
  return {
    params,
    slot,
    seed: deriveSeed(challenge, slot, gpu.uuid, gpu.rawParams),
    walkNonce: deriveWalkNonce(nonce, slot, r1),
    r1,
    r2,
    openHash: open,
    body,
  };
}

function elapsedTimes(
  { times }: SessionEvaluation,
  gpu: GpuRecord,
): { readonly t1Us: number | undefined; readonly t2Us: number | undefined } {
  const commit1 = gpu.recorded("commit1");
  const commit2 = gpu.recorded("commit2");
  return {
    t1Us: commit1 && times.challengeUs !== undefined ? commit1.us - times.challengeUs : undefined,
    t2Us: commit2 && times.nonceUs !== undefined ? commit2.us - times.nonceUs : undefined,
  };
}

function toEvaluation(session: SessionEvaluation, gpu: GpuRecord, reason: Reason): GpuEvaluation {
  return {
    slot: gpu.slot,
    uuid: gpu.uuid,
    outcome: REASONS[reason].outcome,
    reason,
    ...elapsedTimes(session, gpu),
    d1Us: gpu.deadlines?.d1Us,
    d2Us: gpu.deadlines?.d2Us,
    params: gpu.params,
  };
}
