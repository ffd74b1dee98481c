import {
  type GpuClaim,
  type GpuEvaluation,
  type Outcome,
  type PowParams,
  provenRates,
  type Reason,
  REASONS,
  type Tier,
  type VerifierOutcome,
} from "@headframe/pow";
import { formatDeviceUuid } from "../describe-claim.js";
import type { DevicePlan } from "./plan-device.js";

/** One timed phase of the work of one device. */
export interface PhaseResult {
  readonly tookMs: number;
  /** The longest that a validator at this distance would allow. */
  readonly limitMs: number;
  /** Measured from here: TOPS (10¹² int8 operations per second) of the fill, GB/s of the walk. Lower bounds. */
  readonly rate: number;
  /** The same of the row of the class table; absent for a model without one. */
  readonly classRate?: number;
}

/** What became of one device. */
export interface DeviceResult {
  readonly slot: number;
  readonly uuid: string;
  readonly name: string;
  /** The row of the class table that the device was held to. */
  readonly deviceClass?: string;
  readonly outcome: Outcome;
  readonly reason: Reason;
  /** {@link Reason} for people. */
  readonly sentence: string;
  readonly params: PowParams;
  /** Absent if it did not get so far. */
  readonly fill?: PhaseResult;
  readonly walk?: PhaseResult;
}

/** What a test of the devices showed. */
export interface SelfTestReport {
  readonly tier: Tier;
  readonly isAccepted: boolean;
  /** In the order of slots. */
  readonly devices: readonly DeviceResult[];
  /** Why the session was given up, if it was. */
  readonly abort?: string;
}

interface Results {
  readonly tier: Tier;
  readonly claims: readonly GpuClaim[];
  /** In the order of `claims`. */
  readonly plans: readonly DevicePlan[];
  readonly outcome: VerifierOutcome;
}

const OPS_PER_US_IN_TOPS = 1e6;
const BYTES_PER_US_IN_GB_PER_S = 1e3;

/** Puts the judgement of a session beside what was asked for and what the class table expects. */
export function toSelfTestReport({ tier, claims, plans, outcome }: Results): SelfTestReport {
  const { evaluation, abort } = outcome;
  const devices = claims.flatMap((claim, slot) => {
    const plan = plans[slot];
    const gpu = evaluation.gpus[slot];
    return plan === undefined || gpu === undefined ? [] : [toDeviceResult(claim, plan, gpu)];
  });
  return {
    tier,
    isAccepted: devices.length > 0 && devices.every((device) => device.outcome === "accept"),
    devices,
    ...(abort && { abort: abort.detail }),
  };
}

function toDeviceResult(
  claim: GpuClaim,
  { request, deviceClass }: DevicePlan,
  gpu: GpuEvaluation,
): DeviceResult {
  const { reason, outcome, slot, t1Us, t2Us, d1Us, d2Us } = gpu;
  const { params } = request;
  const rates = provenRates(params, t1Us ?? Number.NaN, t2Us ?? Number.NaN);
  const fill = toPhase(t1Us, d1Us, [rates.opsPerUs, deviceClass?.opsPerUs], OPS_PER_US_IN_TOPS);
  const walk = toPhase(t2Us, d2Us, [rates.bytesPerUs, deviceClass?.bytesPerUs], BYTES_PER_US_IN_GB_PER_S);
  return {
    slot,
    uuid: formatDeviceUuid(claim),
    name: claim.name,
    ...(deviceClass && { deviceClass: deviceClass.name }),
    outcome,
    reason,
    sentence: REASONS[reason].sentence,
    params,
    ...(fill && { fill }),
    ...(walk && { walk }),
  };
}

function toPhase(
  tookUs: number | undefined,
  limitUs: number | undefined,
  [perUs, classPerUs]: readonly [number, number | undefined],
  unit: number,
): PhaseResult | undefined {
  if (tookUs === undefined || limitUs === undefined) return undefined;
  return {
    tookMs: tookUs / 1000,
    limitMs: limitUs / 1000,
    rate: perUs / unit,
    ...(classPerUs !== undefined && { classRate: classPerUs / unit }),
  };
}
