import { DEVICE_CLASSES, MODEL_NAMES } from "@headframe/pow";
import { describe, expect, it } from "vitest";
import type { ClaimedDevice } from "../../src/hardware/expected-class.js";
import { configSchema } from "../../src/config/schema.js";
import { registryFromConfig } from "../../src/hardware/registry-from-config.js";

const EXECUTOR = "6ba7b810-9dad-41d1-80b4-00c04fd430c8";
const OTHER = "6ba7b811-9dad-41d1-80b4-00c04fd430c8";

const device = (name: string, totalBytes = 80 * 2 ** 30): ClaimedDevice => ({
  uuid: new Uint8Array(16),
  name,
  totalBytes,
});
const registry = (input: object = {}) => registryFromConfig(configSchema.parse(input));

describe("the class of a device", () => {
  it("is the row of the model that its miner lists", () => {
    expect(registry().classOf(EXECUTOR, device("NVIDIA H200"))).toMatchObject({
      source: "model-name",
      deviceClass: { id: 11, name: "H200 SXM", vramMiB: 143_771, hostLinkBytesPerUs: 55_000 },
    });
  });

  it.each(["NVIDIA GeForce RTX 3090 Ti", "NVIDIA L40", "NVIDIA H100 NVL", "nvidia h200", "constructor", ""])(
    "is unknown for %j, which is not in the table",
    (name) => {
      expect(registry().classOf(EXECUTOR, device(name, 40 * 2 ** 30 + 5))).toMatchObject({
        source: "unknown-model",
        deviceClass: { id: 0, vramMiB: 40 * 1024, opsPerUs: 58_500_000, bytesPerUs: 240_000 },
      });
    },
  );

  it("is what the operator says about the executor, whatever the miner lists", () => {
    const hardware = [
      { executor: EXECUTOR.toUpperCase(), model: "A100-40 SXM", host_link_bytes_per_us: 450_000 },
    ];
    expect(registry({ hardware }).classOf(EXECUTOR, device("NVIDIA B200"))).toMatchObject({
      source: "registry",
      deviceClass: { id: 6, name: "A100-40 SXM", hostLinkBytesPerUs: 450_000 },
    });
    expect(registry({ hardware }).classOf(OTHER, device("NVIDIA B200")).source).toBe("model-name");
  });

  it("takes rates of the operator's own, also in place of single figures of a row", () => {
    const own = { executor: EXECUTOR, vram_mib: 1000, ops_per_us: 7, bytes_per_us: 8 };
    expect(registry({ hardware: [own] }).classOf(EXECUTOR, device("x")).deviceClass).toMatchObject({
      id: 0,
      vramMiB: 1000,
      opsPerUs: 7,
      bytesPerUs: 8,
    });
    const slower = { executor: EXECUTOR, model: "T4", ops_per_us: 7 };
    expect(registry({ hardware: [slower] }).classOf(EXECUTOR, device("x")).deviceClass).toMatchObject({
      id: 1,
      vramMiB: 15_360,
      opsPerUs: 7,
    });
  });

  it("has a name of every row of the class table", () => {
    expect(new Set(Object.values(MODEL_NAMES))).toEqual(new Set(DEVICE_CLASSES.map(({ id }) => id)));
  });
});
