import type { Outcome, PowParams, Reason, ReasonClass, Tier } from "@headframe/pow";
import type { ClassSource } from "../hardware/hardware-registry.js";
import type { Established } from "../score/established.js";

/** Something that could not be done, as a machine and as a person read it. */
export interface FailureReport {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  /** The code that the miner or executor gave, if it was they who refused. */
  readonly peerCode: string | null;
}

/** One GPU of a session, or what stands for one. Times in microseconds, `null` where there is none. */
export interface DeviceReport {
  readonly slot: number;
  /** As the driver prints it, without the `GPU-`. */
  readonly uuid: string;
  /** As the miner lists it. */
  readonly name: string;
  readonly totalBytes: number;
  readonly class: {
    readonly id: number;
    readonly name: string;
    readonly source: ClassSource | "lab";
    readonly opsPerUs: number;
    readonly bytesPerUs: number;
  };
  /** What was asked of it, in the letters of GPOW-1, section 4. */
  readonly params: PowParams | null;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly reasonClass: ReasonClass;
  /** The reason as a sentence. */
  readonly explanation: string;
  readonly t1Us: number | null;
  readonly d1Us: number | null;
  readonly t2Us: number | null;
  readonly d2Us: number | null;
  /** What was shown; `null` unless accepted in a tier that sets rates. */
  readonly established: Established | null;
  /** In H200s; `null` unless accepted in a tier that counts. */
  readonly score: number | null;
}

/** A session that took place, whatever its outcome. */
export interface SessionReport {
  readonly tier: Tier;
  /** Smallest round trip to the executor, in microseconds. */
  readonly rttUs: number | null;
  /** What the executor says it runs. */
  readonly agent: string | null;
  /** Why the executor refused or gave up, in its own words; `null` if it did not. */
  readonly remark: string | null;
  readonly devices: readonly DeviceReport[];
  /** The stored evidence; `null` when it could not be stored. */
  readonly transcript: { readonly file: string; readonly digest: string } | null;
}

/** One executor of a miner. */
export interface ExecutorReport {
  readonly executorId: string;
  readonly alias: string;
  /** `cuda`, or `reference`: not a GPU. */
  readonly backend: string;
  readonly health: string;
  /** `null` if there was none; `failure` then says why. */
  readonly session: SessionReport | null;
  readonly failure: FailureReport | null;
}

/** One miner. */
export interface MinerReport {
  readonly uid: number;
  readonly hotkey: string;
  readonly axon: { readonly ip: string; readonly port: number; readonly block: number };
  /** `null` when the miner could not be reached or refused; `failure` then says why. */
  readonly authentication: { readonly elapsedUs: number; readonly expiresAtMs: number | null } | null;
  readonly executors: readonly ExecutorReport[];
  readonly failure: FailureReport | null;
}

/** Something that a person should look at although it decides nothing. */
export interface Finding {
  readonly code: "run/same-device-twice" | "run/several-starts";
  readonly message: string;
}

/** Everything that a run of challenges found out. Holds plain values only: its JSON is the output of `--json`. */
export interface ChallengeReport {
  readonly version: string;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly chain: {
    readonly endpoint: string;
    readonly network: string;
    /** 0x and 64 hex digits. */
    readonly genesisHash: string;
    readonly netuid: number;
    readonly block: number;
  };
  readonly validator: {
    readonly hotkey: string;
    readonly uid: number | null;
    readonly validatorPermit: boolean;
  };
  readonly miners: readonly MinerReport[];
  readonly findings: readonly Finding[];
  /** Whether at least one device was challenged and every single one was accepted, with nothing refused. */
  readonly accepted: boolean;
}

/** Whether everything in `miners` was challenged and accepted. */
export function allAccepted(miners: readonly MinerReport[]): boolean {
  const executors = miners.flatMap((miner) => miner.executors);
  const devices = executors.flatMap((executor) => executor.session?.devices ?? []);
  return (
    devices.length > 0 &&
    miners.every((miner) => miner.failure === null) &&
    executors.every((executor) => executor.failure === null && executor.session !== null) &&
    devices.every((device) => device.outcome === "accept")
  );
}
