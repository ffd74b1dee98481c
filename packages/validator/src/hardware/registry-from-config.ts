import { DEVICE_CLASSES } from "@headframe/pow";
import type { HardwareConfig, ValidatorConfig } from "../config/schema.js";
import { PCIE_BYTES_PER_US, type ExpectedClass } from "./expected-class.js";
import { HardwareRegistry } from "./hardware-registry.js";

/** The registry that `[[hardware]]` and `[unknown_model]` describe. */
export function registryFromConfig(
  config: Pick<ValidatorConfig, "hardware" | "unknown_model">,
): HardwareRegistry {
  const { ops_per_us: opsPerUs, bytes_per_us: bytesPerUs } = config.unknown_model;
  return new HardwareRegistry({
    entries: config.hardware.map((entry) => ({
      executorId: entry.executor,
      deviceClass: toExpectedClass(entry),
    })),
    classes: DEVICE_CLASSES,
    unknownModel: { opsPerUs, bytesPerUs },
    hostLinkBytesPerUs: PCIE_BYTES_PER_US,
  });
}

/** A row of the class table, with whatever the entry says otherwise. */
function toExpectedClass(entry: HardwareConfig): ExpectedClass {
  const row = DEVICE_CLASSES.find(({ name }) => name === entry.model);
  return {
    id: row?.id ?? 0,
    name: row?.name ?? "own rates",
    vramMiB: entry.vram_mib ?? row?.vramMiB ?? 0,
    opsPerUs: entry.ops_per_us ?? row?.opsPerUs ?? 0,
    bytesPerUs: entry.bytes_per_us ?? row?.bytesPerUs ?? 0,
    hostLinkBytesPerUs: entry.host_link_bytes_per_us,
  };
}
