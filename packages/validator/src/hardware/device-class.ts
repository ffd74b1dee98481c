/** What the validator believes a kind of device can do: it decides the size of the work and its deadlines. */
export interface DeviceClass {
  /** Row of the class table of GPOW-1, section 18; 0 for a model that is not in it. */
  readonly classId: number;
  readonly name: string;
  /** Memory of the device in MiB; the work fills nine tenths of it. */
  readonly vramMiB: number;
  /** Exact int8 operations per microsecond (a multiplication and an addition are two). */
  readonly opsPerUs: number;
  /** Bytes of dependent 128-byte reads per microsecond. */
  readonly bytesPerUs: number;
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
