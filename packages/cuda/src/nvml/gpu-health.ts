import { DeviceReader } from "./device-reader.js";
import { Nvml, NVML_LIBRARY } from "./nvml.js";
import { CLOCKS, UNCORRECTED_SINCE_LOAD } from "./symbols.data.js";

/** How a GPU is, as its driver says. Claims, not evidence. What the GPU or the driver does not know is absent. */
export interface GpuHealth {
  /** `GPU-…`. */
  readonly uuid: string;
  readonly name?: string;
  /** As the kernel writes it, for example `0000:17:00.0`. */
  readonly pciAddress?: string;
  readonly memory?: { readonly totalBytes: number; readonly freeBytes: number; readonly usedBytes: number };
  readonly isEccEnabled?: boolean;
  /** Uncorrectable errors since the driver was loaded. */
  readonly uncorrectedEccErrors?: number;
  readonly isMigEnabled?: boolean;
  readonly smClockMhz?: number;
  readonly maxSmClockMhz?: number;
  readonly memoryClockMhz?: number;
  readonly maxMemoryClockMhz?: number;
  readonly temperatureCelsius?: number;
  readonly powerWatts?: number;
  readonly powerLimitWatts?: number;
  readonly pcieGeneration?: number;
  readonly maxPcieGeneration?: number;
  /** Lanes. */
  readonly pcieWidth?: number;
  readonly maxPcieWidth?: number;
  /** Share of the last sample period in which a kernel ran, or memory was accessed. */
  readonly gpuBusyPercent?: number;
  readonly memoryBusyPercent?: number;
  readonly processes?: readonly GpuProcess[];
  /** Figures that should be there and could not be read, and why. */
  readonly faults: readonly string[];
}

/** A process with a context on a GPU; `pid` is of the host, also inside a container. */
export interface GpuProcess {
  readonly pid: number;
  readonly usedBytes?: number;
}

/** All GPUs of a box: also those that CUDA_VISIBLE_DEVICES hides. */
export interface BoxHealth {
  /** For example `580.65.06`. */
  readonly driverVersion?: string;
  readonly gpus: readonly GpuHealth[];
  /** Why further GPUs are missing, for example because this container may not see them. */
  readonly unreadable: readonly string[];
}

const MAX_PROCESSES = 256;
/** nvmlMemory_t: total, free, used. */
const MEMORY_BYTES = 24;
/** nvmlPciInfo_t: 16 characters, then domain, bus, device, …, then 32 characters. */
const PCI_BYTES = 68;
const PCI_NUMBERS_AT = 16;
/** nvmlUtilization_t. */
const UTILISATION_BYTES = 8;
/** nvmlProcessInfo_t since version 2: pid, padding, used bytes, two instance ids. */
const PROCESS_BYTES = 24;
/** NVML_VALUE_NOT_AVAILABLE. */
const NOT_AVAILABLE = 2n ** 64n - 1n;

/**
 * Asks the management library about all GPUs. Blocks, and hangs if the driver does.
 *
 * @throws {NvmlError} when there is no library, or it knows no driver.
 */
export function readBoxHealth(library: string = NVML_LIBRARY): BoxHealth {
  const nvml = Nvml.open(library);
  try {
    const count: number[] = [0];
    nvml.call("nvmlDeviceGetCount_v2", [count]);
    const driverVersion = readDriverVersion(nvml);
    const gpus: GpuHealth[] = [];
    const unreadable: string[] = [];
    for (let index = 0; index < (count[0] ?? 0); index++) {
      const gpu = readGpu(nvml, index);
      if (typeof gpu === "string") unreadable.push(`GPU ${index}: ${gpu}`);
      else gpus.push(gpu);
    }
    return { ...(driverVersion !== undefined && { driverVersion }), gpus, unreadable };
  } finally {
    nvml.close();
  }
}

function readDriverVersion(nvml: Nvml): string | undefined {
  const out = Buffer.alloc(80);
  if (nvml.tryCall("nvmlSystemGetDriverVersion", [out, out.length]).kind !== "done") return undefined;
  return out.toString("utf8", 0, Math.max(0, out.indexOf(0)));
}

/** How a GPU is, or why nobody here can say. */
function readGpu(nvml: Nvml, index: number): GpuHealth | string {
  const handle: (number | bigint)[] = [0n];
  const answer = nvml.tryCall("nvmlDeviceGetHandleByIndex_v2", [index, handle]);
  if (answer.kind !== "done")
    return answer.kind === "failed" ? answer.sentence : "not for this process to see";
  const reader = new DeviceReader(nvml, BigInt(handle[0] ?? 0n));
  const uuid = reader.text("nvmlDeviceGetUUID");
  if (uuid === undefined) return reader.faults[0] ?? "it has no UUID";
  const known = {
    name: reader.text("nvmlDeviceGetName"),
    pciAddress: readPciAddress(reader),
    memory: readMemory(reader),
    isEccEnabled: reader.mode("nvmlDeviceGetEccMode"),
    uncorrectedEccErrors: reader.number("nvmlDeviceGetTotalEccErrors", UNCORRECTED_SINCE_LOAD),
    isMigEnabled: reader.mode("nvmlDeviceGetMigMode"),
    smClockMhz: reader.number("nvmlDeviceGetClockInfo", [CLOCKS.sm]),
    maxSmClockMhz: reader.number("nvmlDeviceGetMaxClockInfo", [CLOCKS.sm]),
    memoryClockMhz: reader.number("nvmlDeviceGetClockInfo", [CLOCKS.memory]),
    maxMemoryClockMhz: reader.number("nvmlDeviceGetMaxClockInfo", [CLOCKS.memory]),
    temperatureCelsius: reader.number("nvmlDeviceGetTemperature", [0]),
    powerWatts: toWatts(reader.number("nvmlDeviceGetPowerUsage")),
    powerLimitWatts: toWatts(reader.number("nvmlDeviceGetEnforcedPowerLimit")),
    pcieGeneration: reader.number("nvmlDeviceGetCurrPcieLinkGeneration"),
    maxPcieGeneration: reader.number("nvmlDeviceGetMaxPcieLinkGeneration"),
    pcieWidth: reader.number("nvmlDeviceGetCurrPcieLinkWidth"),
    maxPcieWidth: reader.number("nvmlDeviceGetMaxPcieLinkWidth"),
    ...readUtilisation(reader),
    processes: readProcesses(reader),
  };
  return { uuid, ...withoutAbsent(known), faults: reader.faults };
}

function readPciAddress(reader: DeviceReader): string | undefined {
  const pci = reader.bytes("nvmlDeviceGetPciInfo_v3", PCI_BYTES);
  if (pci === undefined) return undefined;
  const hex = (at: number, digits: number): string =>
    pci
      .readUInt32LE(PCI_NUMBERS_AT + at)
      .toString(16)
      .padStart(digits, "0");
  return `${hex(0, 4)}:${hex(4, 2)}:${hex(8, 2)}.0`;
}

function readMemory(reader: DeviceReader): GpuHealth["memory"] {
  const memory = reader.bytes("nvmlDeviceGetMemoryInfo", MEMORY_BYTES);
  if (memory === undefined) return undefined;
  const [totalBytes, freeBytes, usedBytes] = [0, 8, 16].map((at) => Number(memory.readBigUInt64LE(at)));
  return { totalBytes: totalBytes ?? 0, freeBytes: freeBytes ?? 0, usedBytes: usedBytes ?? 0 };
}

function readUtilisation(reader: DeviceReader): Pick<GpuHealth, "gpuBusyPercent" | "memoryBusyPercent"> {
  const rates = reader.bytes("nvmlDeviceGetUtilizationRates", UTILISATION_BYTES);
  if (rates === undefined) return {};
  return { gpuBusyPercent: rates.readUInt32LE(0), memoryBusyPercent: rates.readUInt32LE(4) };
}

function readProcesses(reader: DeviceReader): readonly GpuProcess[] | undefined {
  const list = reader.list("nvmlDeviceGetComputeRunningProcesses_v3", PROCESS_BYTES, MAX_PROCESSES);
  return list?.map((item) => {
    const usedBytes = item.readBigUInt64LE(8);
    return {
      pid: item.readUInt32LE(0),
      ...(usedBytes !== NOT_AVAILABLE && { usedBytes: Number(usedBytes) }),
    };
  });
}

function toWatts(milliwatts: number | undefined): number | undefined {
  return milliwatts === undefined ? undefined : milliwatts / 1000;
}

type Present<Fields> = { readonly [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

/** Plain data in which a field is there or not, and never `undefined`. */
function withoutAbsent<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<Fields>;
}
