import { AppError, formatUuid, isUuid } from "@headframe/kit";
import type {
  Device,
  Device__Output,
  Executor,
  ExecutorConnectionDetails,
  ExecutorHealth,
  ExecutorState__Output,
  GetStatusResponse__Output,
  MinerAuthResponse,
  Timestamp,
  ValidatorAuthRequest__Output,
} from "@headframe/protocol";
import type { AuthenticationRequest, AuthenticationResponse } from "../access/authentication.js";
import type { ExecutorReport, ReportedDevice, ReportedState } from "../fleet/executor-peer.js";
import type { HealthState } from "../fleet/health.js";
import type { ExecutorView } from "../fleet/member.js";

/** Why an answer of an executor cannot be used. */
export interface AnswerFailure {
  readonly code: "fleet/malformed-answer";
  readonly field: string;
}

/** An answer that no executor of this protocol gives. */
class MalformedAnswerError extends AppError<AnswerFailure> {
  constructor(field: string, problem: string) {
    super(
      { code: "fleet/malformed-answer", field },
      `the executor's answer makes no sense: ${field} ${problem}`,
      {
        hint: "run an executor of the miner's own version at that address",
      },
    );
  }
}

/** More than a box has; a report is kept in memory and shown to validators. */
const MAX_DEVICES = 64;
const MAX_TEXT_CHARS = 500;

export function toAuthenticationRequest(message: ValidatorAuthRequest__Output): AuthenticationRequest {
  const seconds = message.timestamp?.value?.seconds;
  return {
    validatorHotkey: message.validatorHotkey,
    signature: message.signature,
    nonce: message.nonce,
    unixSeconds: seconds === undefined ? undefined : BigInt(seconds),
    targetMinerHotkey: message.targetMinerHotkey,
  };
}

export function fromAuthenticationResponse(response: AuthenticationResponse): MinerAuthResponse {
  return {
    authenticated: true,
    sessionToken: response.sessionToken,
    expiresAt: fromMs(response.session.expiresAtMs),
    minerHotkey: response.minerHotkey,
    minerSignature: response.minerSignature,
    responseNonce: response.responseNonce,
  };
}

/** A moment of the reference system: seconds and nanoseconds inside a wrapper. */
function fromMs(unixMs: number): Timestamp {
  const seconds = Math.floor(unixMs / 1000);
  return { value: { seconds, nanos: (unixMs - seconds * 1000) * 1_000_000 } };
}

/** Checks what an executor says about itself. Throws {@link MalformedAnswerError}. */
export function toExecutorReport(message: GetStatusResponse__Output): ExecutorReport {
  if (message.devices.length > MAX_DEVICES) {
    throw new MalformedAnswerError("devices", `has ${message.devices.length} entries`);
  }
  return {
    installationId: toInstallationId(message.installationId),
    version: text(message.version),
    state: toReportedState(message.state),
    reason: text(message.reason),
    reasonCode: text(message.reasonCode),
    backend: text(message.backend),
    devices: message.devices.map(toReportedDevice),
    uptimeSeconds: Number(message.uptimeSeconds),
    sessionKey: toSessionKey(message.sessionKey),
    delegationNotAfterMs: Number(message.delegationNotAfterMs),
  };
}

export function toInstallationId(text: string): string {
  if (!isUuid(text)) throw new MalformedAnswerError("installation_id", "is no UUID");
  return text;
}

export function toSessionKey(key: Uint8Array): Uint8Array {
  if (key.length !== 32) throw new MalformedAnswerError("session_key", `has ${key.length} bytes`);
  return key;
}

function toReportedState(state: ExecutorState__Output): ReportedState {
  switch (state) {
    case "EXECUTOR_STATE_READY":
      return "ready";
    case "EXECUTOR_STATE_PROVING":
      return "proving";
    case "EXECUTOR_STATE_DRAINING":
      return "draining";
    case "EXECUTOR_STATE_UNABLE":
      return "unable";
    case "EXECUTOR_STATE_UNSPECIFIED":
      throw new MalformedAnswerError("state", "is not given");
    default:
      // proto3 enumerations are open: a newer executor may know states that we do not.
      throw new MalformedAnswerError("state", `${String(state)} is unknown to this miner`);
  }
}

function toReportedDevice(device: Device__Output): ReportedDevice {
  if (device.uuid.length !== 16)
    throw new MalformedAnswerError("devices.uuid", `has ${device.uuid.length} bytes`);
  return {
    uuid: device.uuid,
    name: text(device.name),
    totalBytes: BigInt(device.totalBytes),
    freeBytes: BigInt(device.freeBytes),
    driver: device.driver,
    computeMajor: device.computeMajor,
    computeMinor: device.computeMinor,
    multiprocessors: device.multiprocessors,
  };
}

/** An executor as validators see it. */
export function fromExecutorView(view: ExecutorView): Executor {
  return {
    executorId: view.executorId,
    alias: view.alias,
    health: HEALTH[view.health.state],
    reason: view.health.publicReason,
    busy: view.isBusy,
    backend: view.report?.backend ?? "",
    devices: (view.report?.devices ?? []).map(fromReportedDevice),
  };
}

/** An executor in the reference system's words. It is reached through the axon, so that is the endpoint. */
export function fromLeasableView(view: ExecutorView, axonEndpoint: string): ExecutorConnectionDetails {
  const devices = view.report?.devices ?? [];
  const [device] = devices;
  return {
    executorId: view.executorId,
    grpcEndpoint: axonEndpoint,
    gpuSpec:
      device === undefined || view.report?.backend === "reference"
        ? null
        : {
            model: device.name,
            memoryMb: Number(device.totalBytes / 1_048_576n),
            uuid: `GPU-${formatUuid(device.uuid)}`,
            driverVersion: "",
            cudaVersion: device.driver === 0 ? "" : cudaVersion(device.driver),
            computeCapability: `${device.computeMajor}.${device.computeMinor}`,
          },
    availableResources: { maxGpus: devices.length },
    status: "available",
  };
}

const HEALTH = {
  unknown: "EXECUTOR_HEALTH_UNKNOWN",
  healthy: "EXECUTOR_HEALTH_HEALTHY",
  degraded: "EXECUTOR_HEALTH_DEGRADED",
  unhealthy: "EXECUTOR_HEALTH_UNHEALTHY",
  recovering: "EXECUTOR_HEALTH_RECOVERING",
} as const satisfies Record<HealthState, ExecutorHealth>;

function fromReportedDevice(device: ReportedDevice): Device {
  return {
    uuid: device.uuid,
    name: device.name,
    totalBytes: device.totalBytes.toString(),
    freeBytes: device.freeBytes.toString(),
    driver: device.driver,
    computeMajor: device.computeMajor,
    computeMinor: device.computeMinor,
    multiprocessors: device.multiprocessors,
  };
}

/** The driver API reports 1000·major + 10·minor. */
function cudaVersion(driver: number): string {
  return `${Math.floor(driver / 1000)}.${Math.floor((driver % 1000) / 10)}`;
}

function text(value: string): string {
  return value.length <= MAX_TEXT_CHARS ? value : `${value.slice(0, MAX_TEXT_CHARS - 1)}…`;
}
