import { formatUuid } from "@headframe/kit";
import type { GpuClaim } from "@headframe/pow";

/** The PTX files by their numbers in a claim (GPOW-1, section 13.2). */
const KERNELS = ["none: a CPU program", "sm_75", "sm_80", "sm_90a", "dp4a"];
const FLAGS = ["ecc", "mig", "display", "confidential", "integrated"] as const;
const MIG = 2;

/** A claim in plain data, in the words of NVIDIA's own tools where there are any. */
export interface DescribedDevice {
  readonly slot: number;
  /** `GPU-…` or `MIG-…` as `nvidia-smi -L` prints it; bare for a reference device. */
  readonly uuid: string;
  readonly name: string;
  readonly totalBytes: number;
  readonly freeBytes: number;
  /** CUDA version of the driver, for example `13.0`; absent where there is no driver. */
  readonly cudaVersion?: string;
  /** `domain:bus:device.0` in hexadecimal; absent for a reference device. */
  readonly pciAddress?: string;
  /** Compute capability, for example `9.0`; absent for a reference device. */
  readonly computeCapability?: string;
  readonly multiprocessors: number;
  readonly kernel: string;
  readonly flags: readonly string[];
}

/** What a device says about itself, for people and for JSON. */
export function describeClaim(claim: GpuClaim, slot: number): DescribedDevice {
  const { driver } = claim;
  return {
    slot,
    uuid: formatDeviceUuid(claim),
    name: claim.name,
    totalBytes: Number(claim.totalBytes),
    freeBytes: Number(claim.freeBytes),
    ...(driver > 0 && {
      // 13020 is 13.2.
      cudaVersion: `${Math.floor(driver / 1000)}.${Math.floor((driver % 1000) / 10)}`,
      pciAddress: formatPciAddress(claim.pciDomain, claim.pciBus, claim.pciDevice),
      computeCapability: `${claim.ccMajor}.${claim.ccMinor}`,
    }),
    multiprocessors: claim.sms,
    kernel: KERNELS[claim.kernel] ?? `number ${claim.kernel}`,
    flags: FLAGS.filter((_, bit) => (claim.flags & (1 << bit)) !== 0),
  };
}

/** Whether it is a slice of a GPU. */
export function isMigInstance({ flags }: GpuClaim): boolean {
  return (flags & MIG) !== 0;
}

/** 16 bytes as NVIDIA's tools write them; without a prefix where no NVIDIA driver gave them. */
export function formatDeviceUuid(claim: GpuClaim): string {
  const grouped = formatUuid(claim.uuid);
  if (claim.driver === 0) return grouped;
  return `${isMigInstance(claim) ? "MIG" : "GPU"}-${grouped}`;
}

/** As the kernel writes PCI addresses, for example `0000:17:00.0`. */
function formatPciAddress(domain: number, bus: number, device: number): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(device, 2)}.0`;
}
