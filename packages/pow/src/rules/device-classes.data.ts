import type { ClassRates } from "./timing.js";

/** A class of GPU that validators pay for. */
export interface DeviceClass extends ClassRates {
  /** The number in Prepare; 0 is none of these. */
  readonly id: number;
  readonly name: string;
  readonly vramMiB: number;
}

/**
 * The class table of GPOW-1 section 18, version 1.
 *
 * Provisional: predicted, not measured. To be replaced by medians of real fleets.
 */
export const DEVICE_CLASSES: readonly DeviceClass[] = [
  { id: 1, name: "T4", vramMiB: 15_360, opsPerUs: 58_500_000, bytesPerUs: 240_000 },
  { id: 2, name: "RTX 3090", vramMiB: 24_576, opsPerUs: 198_800_000, bytesPerUs: 748_800 },
  { id: 3, name: "L4", vramMiB: 23_034, opsPerUs: 157_300_000, bytesPerUs: 240_000 },
  { id: 4, name: "RTX 4090", vramMiB: 24_564, opsPerUs: 462_420_000, bytesPerUs: 806_400 },
  { id: 5, name: "RTX 5090", vramMiB: 32_607, opsPerUs: 586_600_000, bytesPerUs: 1_433_600 },
  { id: 6, name: "A100-40 SXM", vramMiB: 40_960, opsPerUs: 405_600_000, bytesPerUs: 1_244_000 },
  { id: 7, name: "A100-80 SXM", vramMiB: 81_920, opsPerUs: 405_600_000, bytesPerUs: 1_631_200 },
  { id: 8, name: "L40S", vramMiB: 46_068, opsPerUs: 476_450_000, bytesPerUs: 691_200 },
  { id: 9, name: "H100 PCIe", vramMiB: 81_559, opsPerUs: 726_240_000, bytesPerUs: 1_600_000 },
  { id: 10, name: "H100 SXM", vramMiB: 81_559, opsPerUs: 949_920_000, bytesPerUs: 2_680_000 },
  { id: 11, name: "H200 SXM", vramMiB: 143_771, opsPerUs: 949_920_000, bytesPerUs: 3_840_000 },
  { id: 12, name: "B200", vramMiB: 183_359, opsPerUs: 1_125_000_000, bytesPerUs: 6_160_000 },
];
