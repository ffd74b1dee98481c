import type { DeviceClass } from "@headframe/pow";

/** What the validator holds a device to: a class, and the machine that the device sits in. */
export interface ExpectedClass extends DeviceClass {
  /** Fastest link from the device to memory that is not its own, in bytes per microsecond. */
  readonly hostLinkBytesPerUs: number;
}

/** A device as its miner lists it: a claim, not evidence. */
export interface ClaimedDevice {
  /** 16 bytes. */
  readonly uuid: Uint8Array;
  readonly name: string;
  readonly totalBytes: number;
}

/** PCIe 5.0 x16, the fastest usual link to a host's memory (GPOW-1, section 21): 55 GB/s. */
export const PCIE_BYTES_PER_US = 55_000;
