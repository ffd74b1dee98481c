/** One GPU as one source describes it. What the source does not say is absent. */
export interface SourceDevice {
  /** `GPU-…`, lower case; the PCI address of an AMD GPU, which not every source knows a UUID of. */
  readonly uuid: string;
  readonly name?: string;
  readonly totalBytes?: number;
  /** `0000:17:00.0`. */
  readonly pciAddress?: string;
  readonly isEccEnabled?: boolean;
  /** Of AMD GPUs, as {@link AmdGpu} has them. */
  readonly deviceId?: string;
  readonly uniqueId?: string;
}

/** What a source said, or why it said nothing. */
export type SourceReading =
  | {
      readonly kind: "read";
      readonly driverVersion?: string;
      readonly devices: readonly SourceDevice[];
      /** It was told to show some devices and no others: of what it does not show it says nothing. */
      readonly isSelection?: boolean;
    }
  | { readonly kind: "unavailable"; readonly reason: string };

/** `00000000:17:00.0`, as NVIDIA writes it, and `0000:17:00.0`, as the kernel does, are one address. */
export function normalisePciAddress(address: string): string {
  return address.toLowerCase().replace(/^0{4}(?=[0-9a-f]{4}:)/, "");
}
