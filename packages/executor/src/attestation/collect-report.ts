import { errorMessage } from "@headframe/kit";
import type { BackendChoice } from "../gpu/backend-choice.js";
import { describeClaim } from "../gpu/describe-claim.js";
import { GpuError } from "../gpu/errors.js";
import { type HealthReading, readHealth } from "../gpu/health/read-health.js";
import { withDevices } from "../gpu/with-devices.js";
import { readHostFacts } from "../host/host-facts.js";
import { readIsolationFacts } from "../host/isolation-facts.js";
import { NOT_A_GPU } from "../status/health-report.js";
import { type AttestationReport, type DriverReading, REPORT_FORMAT } from "./attestation-report.js";
import type { ChallengeReference } from "./challenge-reference.js";
import { findDisagreements } from "./disagreements.js";
import { amdSource, readAmdInventory } from "./sources/amd-inventory.js";
import { readKernelDriver } from "./sources/kernel-driver.js";
import { readNvidiaSmi } from "./sources/nvidia-smi.js";
import { readRocmSmi } from "./sources/rocm-smi.js";
import { normalisePciAddress, type SourceReading } from "./sources/source-device.js";

/** What a report is about, and what is known before anything is asked. */
export interface ReportRequest {
  readonly createdAtMs: number;
  readonly version: string;
  readonly backend: BackendChoice;
  readonly installationId: string | undefined;
  readonly executorId: string | undefined;
  /** SS58. */
  readonly minerHotkey: string | undefined;
  /** Hexadecimal, as the validator gave it. */
  readonly nonce: string | undefined;
  readonly challenge: ChallengeReference | undefined;
}

/**
 * Asks every source about this box. What cannot be read is in the report as just that; it fails for no missing source.
 *
 * @param env all of the environment of the processes that are asked.
 */
export async function collectReport(
  request: ReportRequest,
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<AttestationReport> {
  const { backend, createdAtMs, ...known } = request;
  const driver = await readDriver(backend, env, signal);
  const health = await readHealth(env, signal);
  const nvidiaSmi = await readNvidiaSmi(env, signal);
  const kernelDriver = await readKernelDriver();
  const amd = { rocmSmi: await readRocmSmi(env, signal), kernel: await readAmdInventory() };
  signal.throwIfAborted();
  const isGpu = backend.kind === "cuda";
  const visibleDevices = env["CUDA_VISIBLE_DEVICES"];
  return {
    ...known,
    format: REPORT_FORMAT,
    createdAt: new Date(createdAtMs).toISOString(),
    backend: backend.kind,
    note: isGpu ? undefined : NOT_A_GPU,
    visibleDevices,
    driver,
    management: health,
    nvidiaSmi,
    kernelDriver,
    amd,
    host: await readHostFacts(),
    isolation: await readIsolationFacts(),
    disagreements: [
      ...findDisagreements({
        ...(isGpu && { driver: toSource(driver, visibleDevices !== undefined) }),
        management: healthSource(health),
        nvidiaSmi,
        kernelDriver,
      }),
      ...findDisagreements({ rocmSmi: amdSource(amd.rocmSmi), kernel: amdSource(amd.kernel) }),
    ],
  };
}

async function readDriver(
  backend: BackendChoice,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<DriverReading> {
  try {
    return await withDevices(backend, env, signal, ({ claims, failures }) =>
      Promise.resolve({
        kind: "read",
        devices: claims.map(describeClaim),
        unusable: failures.map((failure) => ({ code: failure.code, reason: failure.message })),
      }),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof GpuError)) throw error;
    return { kind: "unavailable", code: error.code, reason: errorMessage(error) };
  }
}

/**
 * MIG instances have UUIDs that only the driver API lists: there is nothing to compare them with. And a process that sees
 * one of them sees no other GPU.
 */
function toSource(reading: DriverReading, isSelection: boolean): SourceReading {
  if (reading.kind === "unavailable") return reading;
  const devices = reading.devices.filter(({ uuid }) => uuid.startsWith("GPU-"));
  return {
    kind: "read",
    isSelection: isSelection || devices.length < reading.devices.length,
    devices: devices.map(({ uuid, name, totalBytes, pciAddress, flags }) => ({
      uuid,
      name,
      totalBytes,
      ...(pciAddress !== undefined && { pciAddress }),
      isEccEnabled: flags.includes("ecc"),
    })),
  };
}

function healthSource(reading: HealthReading): SourceReading {
  if (reading.kind === "unavailable") return { kind: "unavailable", reason: reading.reason };
  const { driverVersion, gpus } = reading.health;
  return {
    kind: "read",
    ...(driverVersion !== undefined && { driverVersion }),
    devices: gpus.map(({ uuid, name, memory, pciAddress, isEccEnabled }) => ({
      uuid: uuid.toLowerCase().replace(/^gpu-/, "GPU-"),
      ...(name !== undefined && { name }),
      ...(memory && { totalBytes: memory.totalBytes }),
      ...(pciAddress !== undefined && { pciAddress: normalisePciAddress(pciAddress) }),
      ...(isEccEnabled !== undefined && { isEccEnabled }),
    })),
  };
}
