import { chooseParams, type GpuRequest, type PowParams, type Tier } from "@headframe/pow";
import { ValidatorError } from "../errors.js";
import type { ClaimedDevice, ExpectedClass } from "../hardware/expected-class.js";
import type { ClassSource, HardwareRegistry } from "../hardware/hardware-registry.js";
import type { ListedExecutor } from "./axon.js";

/** What to ask: a tier, or `auto` for what fits the executor. */
export type TierChoice = Tier | "auto";

/** The work of a reference device. */
export interface LabWork {
  readonly params: PowParams;
  readonly opsPerUs: number;
  readonly bytesPerUs: number;
}

export interface PlannedDevice {
  readonly device: ClaimedDevice;
  readonly deviceClass: ExpectedClass;
  readonly source: ClassSource | "lab";
  readonly request: GpuRequest;
}

/** What one session will ask of an executor: all of its devices at once (GPOW-1, section 19). */
export interface SessionPlan {
  readonly tier: Tier;
  /** In ascending order of their UUIDs: the order of the slots. */
  readonly devices: readonly PlannedDevice[];
}

export interface PlanOptions {
  readonly tier: TierChoice;
  /** Smallest round trip measured earlier, in microseconds; 0 if unknown. */
  readonly rttUs: number;
  readonly lab: LabWork;
}

/** Most devices that one session can have (GPOW-1, section 13.2). */
const MAX_DEVICES = 16;

/** Plans the session with one executor. Throws a {@link ValidatorError} for an executor that cannot be asked. */
export function planSession(
  executor: ListedExecutor,
  registry: HardwareRegistry,
  options: PlanOptions,
): SessionPlan {
  const { executorId, devices } = executor;
  if (devices.length === 0) {
    throw new ValidatorError(
      { code: "validator/no-devices", executorId },
      `executor ${executorId} lists no device`,
      {
        hint: executor.reason === "" ? "look at the executor's health on its miner" : executor.reason,
      },
    );
  }
  if (devices.length > MAX_DEVICES) {
    throw new ValidatorError(
      { code: "validator/too-many-devices", executorId, devices: devices.length },
      `executor ${executorId} lists ${devices.length} devices; one session takes at most ${MAX_DEVICES}`,
      { hint: "the miner must split the machine into several executors" },
    );
  }
  const tier = chooseTier(executor, options.tier);
  const sorted = devices.toSorted((a, b) => Buffer.compare(a.uuid, b.uuid));
  return {
    tier,
    devices: sorted.map((device) =>
      tier === "lab"
        ? planLabDevice(device, options.lab)
        : planDevice(executorId, device, tier, registry, options),
    ),
  };
}

function chooseTier({ executorId, backend }: ListedExecutor, choice: TierChoice): Tier {
  const isReference = backend === "reference";
  if (choice === "auto") return isReference ? "lab" : "standard";
  if (!isReference || choice === "lab") return choice;
  throw new ValidatorError(
    { code: "validator/not-a-gpu", executorId },
    `executor ${executorId} has no GPU: it proves with the reference device, which the ${choice} tier is too big for`,
    { hint: "leave out --tier, or use --tier lab, which proves no hardware" },
  );
}

function planLabDevice(device: ClaimedDevice, lab: LabWork): PlannedDevice {
  const { params, opsPerUs, bytesPerUs } = lab;
  return {
    device,
    source: "lab",
    deviceClass: {
      id: 0,
      name: "lab",
      vramMiB: Math.ceil((params.M * params.n ** 2) / 2 ** 20),
      opsPerUs,
      bytesPerUs,
      // So little memory could be anywhere: whatever is read may have come over a link without limit.
      hostLinkBytesPerUs: Number.MAX_SAFE_INTEGER,
    },
    request: { uuid: device.uuid, params, opsPerUs, bytesPerUs, classId: 0 },
  };
}

function planDevice(
  executorId: string,
  device: ClaimedDevice,
  tier: Exclude<Tier, "lab">,
  registry: HardwareRegistry,
  { rttUs }: PlanOptions,
): PlannedDevice {
  const { deviceClass, source } = registry.classOf(executorId, device);
  const { opsPerUs, bytesPerUs, id: classId } = deviceClass;
  const params = chooseParams({ class: deviceClass, tier, rttUs });
  return {
    device,
    deviceClass,
    source,
    request: { uuid: device.uuid, params, opsPerUs, bytesPerUs, classId },
  };
}
