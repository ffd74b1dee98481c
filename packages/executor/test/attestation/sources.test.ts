import { describe, expect, it } from "vitest";
import { findDisagreements } from "../../src/attestation/disagreements.js";
import { type AmdGpu, amdSource, readAmdInventory } from "../../src/attestation/sources/amd-inventory.js";
import { readKernelDriver } from "../../src/attestation/sources/kernel-driver.js";
import { parseNvidiaSmi } from "../../src/attestation/sources/nvidia-smi.js";
import { parseRocmSmi } from "../../src/attestation/sources/rocm-smi.js";
import type { SourceDevice, SourceReading } from "../../src/attestation/sources/source-device.js";
import { fakeTree } from "../support/fake-tree.js";

const UUID = "GPU-f0f0f0f0-f0f0-f0f0-f0f0-f0f0f0f0f0f0";

describe("nvidia-smi", () => {
  it("is read with its units, and without what it does not know", () => {
    const output = [
      `${UUID}, 00000000:17:00.0, 143771, Enabled, 580.65.06, NVIDIA H200`,
      `GPU-efefefef-efef-efef-efef-efefefefefef, 00000001:18:00.0, [N/A], [N/A], 580.65.06, Card, with a comma`,
      "",
    ].join("\n");
    expect(parseNvidiaSmi(output)).toEqual({
      kind: "read",
      driverVersion: "580.65.06",
      devices: [
        {
          uuid: UUID,
          name: "NVIDIA H200",
          totalBytes: 143_771 * 2 ** 20,
          pciAddress: "0000:17:00.0",
          isEccEnabled: true,
        },
        {
          uuid: "GPU-efefefef-efef-efef-efef-efefefefefef",
          name: "Card, with a comma",
          pciAddress: "0001:18:00.0",
        },
      ],
    });
  });

  it("counts as unavailable when it prints something else", () => {
    expect(parseNvidiaSmi("No devices were found\n")).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("No devices were found"),
    });
  });
});

describe("the kernel module", () => {
  it.each([
    [
      "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65.06  Sun Jul 27 07:02:39 UTC 2025\n",
      "580.65.06",
    ],
    ["NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.54  Release Build\n", "550.54"],
  ])("tells its version: %s", async (version, expected) => {
    const root = fakeTree({
      "proc/driver/nvidia/version": version,
      "proc/driver/nvidia/gpus/0000:17:00.0/information": `Model: \t\t NVIDIA H200\nGPU UUID: \t ${UUID}\n`,
      "proc/driver/nvidia/gpus/0000:18:00.0/information":
        "Model: \t\t NVIDIA H200\nGPU UUID: \t GPU-????????\n",
    });
    expect(await readKernelDriver(root)).toEqual({
      kind: "read",
      driverVersion: expected,
      devices: [{ uuid: UUID, name: "NVIDIA H200", pciAddress: "0000:17:00.0" }],
    });
  });

  it("is unavailable where it is not loaded", async () => {
    expect(await readKernelDriver(fakeTree({}))).toMatchObject({ kind: "unavailable" });
  });
});

const MI300X: AmdGpu = {
  pciAddress: "0000:0c:00.0",
  deviceId: "0x74a1",
  vramBytes: 206_141_652_992,
  uniqueId: undefined,
};

describe("the inventory of AMD GPUs", () => {
  it("lists them, and no card of another vendor", async () => {
    const root = fakeTree({
      "sys/class/drm/card0/device/vendor": "0x10de\n",
      "sys/class/drm/card1/device/vendor": "0x1002\n",
      "sys/class/drm/card1/device/device": "0x74a1\n",
      "sys/class/drm/card1/device/mem_info_vram_total": "206141652992\n",
      "sys/class/drm/card1/device/uevent": "DRIVER=amdgpu\nPCI_SLOT_NAME=0000:0c:00.0\n",
      "sys/class/drm/card1-DP-1/status": "connected\n",
    });
    expect(await readAmdInventory(root)).toEqual({ kind: "read", devices: [MI300X] });
    expect(await readAmdInventory(fakeTree({}))).toMatchObject({ kind: "unavailable" });
  });

  it("is what rocm-smi prints, behind its warnings, without what it does not know", () => {
    const output = [
      "WARNING: AMD GPU device(s) is/are in a low-power state. Check power control/runtime_status",
      "",
      JSON.stringify({
        card0: {
          "Device ID": "0x74A1",
          "Unique ID": "0x9A6F0C2D1E3B4A58",
          "VRAM Total Memory (B)": "206141652992",
          "PCI Bus": "0000:0C:00.0",
        },
        card1: { "GPU ID": "0x744c", "unique id": "N/A" },
        system: { "Driver version": "6.10.5" },
      }),
    ].join("\n");
    expect(parseRocmSmi(output)).toEqual({
      kind: "read",
      devices: [
        { ...MI300X, uniqueId: "9a6f0c2d1e3b4a58" },
        { pciAddress: undefined, deviceId: "0x744c", vramBytes: undefined, uniqueId: undefined },
      ],
    });
  });

  it.each(["", "ERROR: No AMD GPUs found\n", '{"card0": 3}'])(
    "counts as unavailable when rocm-smi prints %j",
    (output) => {
      expect(parseRocmSmi(output)).toMatchObject({
        kind: "unavailable",
        reason: expect.stringContaining("rocm-smi printed"),
      });
    },
  );

  it("is compared between the two, as far as both know", () => {
    const rocmSmi = amdSource({ kind: "read", devices: [{ ...MI300X, vramBytes: 2 ** 30, uniqueId: "01" }] });
    const kernel = amdSource({ kind: "read", devices: [MI300X, { ...MI300X, pciAddress: undefined }] });
    expect(findDisagreements({ rocmSmi, kernel })).toEqual([
      { subject: "0000:0c:00.0", fact: "memory", said: { rocmSmi: 2 ** 30, kernel: 206_141_652_992 } },
    ]);
  });
});

describe("disagreements", () => {
  const device: SourceDevice = {
    uuid: UUID,
    name: "NVIDIA H200",
    totalBytes: 100e9,
    pciAddress: "0000:17:00.0",
    isEccEnabled: true,
  };
  const saying = (changes: Partial<SourceDevice>): SourceReading => ({
    kind: "read",
    devices: [{ ...device, ...changes }],
  });

  it("are none where all say the same, or nothing", () => {
    const { name: _, ...nameless } = device;
    expect(
      findDisagreements({
        driver: saying({}),
        management: saying({ totalBytes: 103e9 }),
        nvidiaSmi: { kind: "read", devices: [nameless] },
        kernelDriver: { kind: "unavailable", reason: "not loaded" },
      }),
    ).toEqual([]);
  });

  it.each([
    ["name", { name: "NVIDIA H100" }, "NVIDIA H200", "NVIDIA H100"],
    ["memory", { totalBytes: 80e9 }, 100e9, 80e9],
    ["pci address", { pciAddress: "0000:18:00.0" }, "0000:17:00.0", "0000:18:00.0"],
    ["ecc", { isEccEnabled: false }, true, false],
  ] as const)("name the %s with what each source says", (fact, changes, driver, management) => {
    expect(findDisagreements({ driver: saying({}), management: saying(changes) })).toEqual([
      { subject: UUID, fact, said: { driver, management } },
    ]);
  });

  it("name a GPU that only one source shows, and drivers of two versions", () => {
    const empty: SourceReading = { kind: "read", driverVersion: "580", devices: [] };
    const driver: SourceReading = { kind: "read", driverVersion: "570", devices: [device] };
    expect(findDisagreements({ driver, management: empty })).toEqual([
      { subject: "driver", fact: "version", said: { driver: "570", management: "580" } },
      { subject: UUID, fact: "presence", said: { driver: true, management: false } },
    ]);
  });
});
