import type { GpuClaim } from "@headframe/pow";
import type { Driver } from "../driver/driver.js";
import { DEVICE_ATTRIBUTES } from "../driver/symbols.data.js";

const NAME_BYTES = 256;
/** Longest name that fits the claim (GPOW-1, section 13.2). */
const MAX_CLAIM_NAME_BYTES = 255;

/** What does not change while the process runs. */
export interface DeviceFacts {
  readonly uuid: Uint8Array;
  readonly name: string;
  readonly totalBytes: bigint;
  readonly driver: number;
  readonly pciDomain: number;
  readonly pciBus: number;
  readonly pciDevice: number;
  readonly ccMajor: number;
  readonly ccMinor: number;
  readonly sms: number;
  readonly flags: number;
}

/** Asks the driver about device `ordinal`, as CUDA_VISIBLE_DEVICES numbers them. Needs no context. */
export function readDeviceFacts(driver: Driver, device: number): DeviceFacts {
  const attribute = (name: keyof typeof DEVICE_ATTRIBUTES): number =>
    driver.readInt("cuDeviceGetAttribute", [DEVICE_ATTRIBUTES[name], device]);
  const nameBytes = Buffer.alloc(NAME_BYTES);
  driver.call("cuDeviceGetName", [nameBytes, NAME_BYTES, device]);
  const name = nameBytes.toString("utf8", 0, Math.max(0, nameBytes.indexOf(0)));
  const uuid = Buffer.alloc(16);
  driver.call("cuDeviceGetUuid_v2", [uuid, device]);
  const total: (number | bigint)[] = [0];
  driver.call("cuDeviceTotalMem_v2", [total, device]);
  return {
    uuid: Uint8Array.from(uuid),
    name: Buffer.from(name).subarray(0, MAX_CLAIM_NAME_BYTES).toString("utf8"),
    totalBytes: BigInt(total[0] as number | bigint),
    driver: driver.readInt("cuDriverGetVersion"),
    pciDomain: attribute("pciDomain"),
    pciBus: attribute("pciBus"),
    pciDevice: attribute("pciDevice"),
    ccMajor: attribute("computeMajor"),
    ccMinor: attribute("computeMinor"),
    sms: attribute("multiprocessors"),
    flags: flagsOf(attribute, name),
  };
}

/** Bits of section 13.2: 0 ECC on, 1 MIG instance, 2 display attached, 4 integrated. The driver API says these alone. */
function flagsOf(
  attribute: (name: "eccEnabled" | "kernelTimeout" | "integrated") => number,
  name: string,
): number {
  const isMig = / MIG /.test(name);
  return (
    (attribute("eccEnabled") === 0 ? 0 : 1) |
    (isMig ? 2 : 0) |
    // The watchdog runs on GPUs that drive a display, and on no others.
    (attribute("kernelTimeout") === 0 ? 0 : 4) |
    (attribute("integrated") === 0 ? 0 : 16)
  );
}

/** The claim of a device with so many bytes free, proved with kernel number `kernel`. */
export function claimOf(facts: DeviceFacts, freeBytes: bigint, kernel: number): GpuClaim {
  return { ...facts, freeBytes, kernel };
}
