import {
  chooseParams,
  classOfModel,
  DEVICE_CLASSES,
  type DeviceClass,
  fillOps,
  type GpuClaim,
  type GpuRequest,
  type PowParams,
  type Tier,
} from "@headframe/pow";

/** All parts of the proof in sizes that a CPU can do; they show that results are right, and nothing about speed. */
const LAB_PARAMS: PowParams = { tier: "lab", n: 256, K: 256, M: 2, W: 1024, S: 16, t1: 16, t2: 4 };
/** Microseconds that a lab fill may take: more than any CPU needs, and inside the limits of section 13.2. */
const LAB_FILL_LIMIT_US = 60_000_000;
const BYTES_PER_MIB = 2n ** 20n;

/** What a device is asked for, and the row of the class table that it is held to, if any. */
export interface DevicePlan {
  readonly request: GpuRequest;
  /** `undefined`: the driver's name for the model is not in the table, or the tier is `lab`. */
  readonly deviceClass: DeviceClass | undefined;
}

/** What a validator with the class table and no further knowledge would ask this device for (GPOW-1, section 18). */
export function planDevice(claim: GpuClaim, tier: Tier): DevicePlan {
  const { uuid } = claim;
  if (tier === "lab") {
    const opsPerUs = Math.ceil(Number(fillOps(LAB_PARAMS)) / LAB_FILL_LIMIT_US);
    return {
      request: { uuid, params: LAB_PARAMS, opsPerUs, bytesPerUs: 1, classId: 0 },
      deviceClass: undefined,
    };
  }
  const deviceClass = classOfModel(claim.name);
  const { opsPerUs, bytesPerUs, vramMiB } = deviceClass ?? {
    ...slowestRates(),
    vramMiB: Number(claim.totalBytes / BYTES_PER_MIB),
  };
  const params = chooseParams({ class: { opsPerUs, bytesPerUs, vramMiB }, tier, rttUs: 0 });
  return { request: { uuid, params, opsPerUs, bytesPerUs, classId: deviceClass?.id ?? 0 }, deviceClass };
}

/** An unknown model must not fail for being unknown. */
function slowestRates(): { readonly opsPerUs: number; readonly bytesPerUs: number } {
  return {
    opsPerUs: Math.min(...DEVICE_CLASSES.map(({ opsPerUs }) => opsPerUs)),
    bytesPerUs: Math.min(...DEVICE_CLASSES.map(({ bytesPerUs }) => bytesPerUs)),
  };
}
