import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readFact } from "../../host/read-fact.js";

/** An AMD GPU that the kernel lists. Nothing about it is proven: there are no kernels for it. */
export interface AmdGpu {
  readonly pciAddress: string | undefined;
  /** PCI device id, for example `0x74a1`. */
  readonly deviceId: string | undefined;
  readonly vramBytes: number | undefined;
  readonly uniqueId: string | undefined;
}

const AMD = "0x1002";

/** @param root where `/sys` is. */
export async function readAmdInventory(root = "/"): Promise<readonly AmdGpu[]> {
  const directory = join(root, "sys/class/drm");
  let names: readonly string[];
  try {
    names = await readdir(directory);
  } catch {
    return []; // No graphics at all in this kernel or container.
  }
  const cards = names.filter((name) => /^card\d+$/.test(name)).toSorted();
  const found = await Promise.all(cards.map((card) => readCard(join(directory, card, "device"))));
  return found.filter((gpu) => gpu !== undefined);
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
