import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { errorMessage } from "@headframe/kit";
import { readFact } from "../../host/read-fact.js";
import type { SourceReading } from "./source-device.js";

/** An AMD GPU. Nothing about it is proven: there are no kernels for it. */
export interface AmdGpu {
  /** `0000:0c:00.0`. */
  readonly pciAddress: string | undefined;
  /** PCI device id, for example `0x74a1`. */
  readonly deviceId: string | undefined;
  readonly vramBytes: number | undefined;
  /** Hexadecimal digits. */
  readonly uniqueId: string | undefined;
}

/** The AMD GPUs as one source lists them, or why it does not. */
export type AmdReading =
  | { readonly kind: "read"; readonly devices: readonly AmdGpu[] }
  | { readonly kind: "unavailable"; readonly reason: string };

const AMD = "0x1002";

/** What the kernel lists. @param root where `/sys` is. */
export async function readAmdInventory(root = "/"): Promise<AmdReading> {
  const directory = join(root, "sys/class/drm");
  let names: readonly string[];
  try {
    names = await readdir(directory);
  } catch (error) {
    return { kind: "unavailable", reason: `the kernel lists no graphics: ${errorMessage(error)}` };
  }
  const cards = names.filter((name) => /^card\d+$/.test(name)).toSorted();
  const found = await Promise.all(cards.map((card) => readCard(join(directory, card, "device"))));
  return { kind: "read", devices: found.filter((gpu) => gpu !== undefined) };
}

async function readCard(device: string): Promise<AmdGpu | undefined> {
  const read = async (name: string): Promise<string | undefined> =>
    (await readFact(join(device, name)))?.trim();
  if ((await read("vendor")) !== AMD) return undefined;
  const vram = await read("mem_info_vram_total");
  return {
    pciAddress: (await read("uevent"))?.match(/^PCI_SLOT_NAME=(.+)$/m)?.[1],
    deviceId: await read("device"),
    vramBytes: vram === undefined ? undefined : Number(vram),
    uniqueId: await read("unique_id"),
  };
}

/** For the comparison of sources. A GPU whose address is not known has nothing to compare it by. */
export function amdSource(reading: AmdReading): SourceReading {
  if (reading.kind === "unavailable") return reading;
  return {
    kind: "read",
    devices: reading.devices.flatMap(({ pciAddress, vramBytes, deviceId, uniqueId }) =>
      pciAddress === undefined
        ? []
        : {
            uuid: pciAddress,
            ...(vramBytes !== undefined && { totalBytes: vramBytes }),
            ...(deviceId !== undefined && { deviceId }),
            ...(uniqueId !== undefined && { uniqueId }),
          },
    ),
  };
}
