import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { errorMessage } from "@headframe/kit";
import { readFact } from "../../host/read-fact.js";
import { normalisePciAddress, type SourceDevice, type SourceReading } from "./source-device.js";

/** What NVIDIA's kernel module says in `/proc`. @param root where `/proc` is. */
export async function readKernelDriver(root = "/"): Promise<SourceReading> {
  const directory = join(root, "proc/driver/nvidia");
  let addresses: readonly string[];
  try {
    addresses = await readdir(join(directory, "gpus"));
  } catch (error) {
    return { kind: "unavailable", reason: `the kernel module is not loaded: ${errorMessage(error)}` };
  }
  const version = (await readFact(join(directory, "version")))?.match(
    /Kernel Module.*?\s(\d+\.\d+(?:\.\d+)?)\s/,
  )?.[1];
  const devices = await Promise.all(
    addresses.toSorted().map(async (address) => {
      const text = await readFact(join(directory, "gpus", address, "information"));
      return toDevice(address, text ?? "");
    }),
  );
  return {
    kind: "read",
    ...(version !== undefined && { driverVersion: version }),
    devices: devices.filter((device) => device !== undefined),
  };
}

/** A GPU that nobody has used since the boot has a UUID of question marks: it is left out. */
function toDevice(address: string, text: string): SourceDevice | undefined {
  const uuid = text.match(/^GPU UUID:\s*(GPU-[0-9a-fA-F-]+)\s*$/m)?.[1];
  const name = text.match(/^Model:\s*(.+?)\s*$/m)?.[1];
  if (uuid === undefined) return undefined;
  return {
    uuid: uuid.toLowerCase().replace(/^gpu-/, "GPU-"),
    ...(name !== undefined && { name }),
    pciAddress: normalisePciAddress(address),
  };
}
