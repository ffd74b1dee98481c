import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lacksCompiler } from "@headframe/testkit/cuda";
import { describe, expect, it } from "vitest";
import { collectReport } from "../../src/attestation/collect-report.js";
import { fakeDriverPath } from "../support/fake-driver.js";
import { PATIENT } from "../support/running-executor.js";
import { tempDir } from "../support/temp-dir.js";

const { signal } = new AbortController();

/** A folder with an `nvidia-smi` that says the same as the fake driver about its first GPU, and a `rocm-smi`. */
function fakeToolPath(): string {
  const directory = tempDir();
  const nvidia =
    "GPU-f0f0f0f0-f0f0-f0f0-f0f0-f0f0f0f0f0f0, 00000000:17:00.0, 1024, Enabled, 580.65.06, Fake GPU 0";
  const amd = JSON.stringify({ card0: { "Device ID": "0x74a1", "PCI Bus": "0000:FE:1F.7" } });
  for (const [name, text] of Object.entries({ "nvidia-smi": nvidia, "rocm-smi": amd })) {
    const file = join(directory, name);
    writeFileSync(file, `#!/bin/sh\necho '${text}'\n`);
    chmodSync(file, 0o755);
  }
  return directory;
}

function collect(env: NodeJS.ProcessEnv) {
  const nothingElse = {
    installationId: undefined,
    executorId: undefined,
    minerHotkey: undefined,
    nonce: undefined,
    challenge: undefined,
  };
  const request = { createdAtMs: 0, version: "1", backend: { kind: "cuda" }, ...nothingElse } as const;
  return collectReport(request, { env, signal });
}

describe.skipIf(lacksCompiler("GPU reports"))("a report about a box with two GPUs", () => {
  it(
    "has what each source says, and no disagreement about NVIDIA GPUs where they agree",
    PATIENT,
    async () => {
      const env = {
        PATH: fakeToolPath(),
        LD_LIBRARY_PATH: fakeDriverPath({ withNvml: true }),
        FAKE_CUDA_DEVICES: "1",
        FAKE_NVML_DEVICES: "1",
      };
      const report = await collect(env);
      expect(report).toMatchObject({
        driver: { kind: "read", devices: [{ name: "Fake GPU 0" }] },
        management: { kind: "read", health: { driverVersion: "580.65.06" } },
        nvidiaSmi: { kind: "read", devices: [{ name: "Fake GPU 0" }] },
        amd: { rocmSmi: { kind: "read", devices: [{ pciAddress: "0000:fe:1f.7" }] } },
      });
      expect(report.disagreements.filter(({ subject }) => subject !== "0000:fe:1f.7")).toEqual([]);
    },
  );

  it("names the GPUs that the driver and the management library do not both show", PATIENT, async () => {
    const report = await collect({
      LD_LIBRARY_PATH: fakeDriverPath({ withNvml: true }),
      FAKE_NVML_OTHER_UUIDS: "1",
    });
    const missing = report.disagreements.filter(({ fact }) => fact === "presence");
    expect(missing).toHaveLength(4);
    expect(missing.find(({ subject }) => subject.startsWith("GPU-f0"))).toMatchObject({
      said: { driver: true, management: false },
    });
  });

  it.each([{ CUDA_VISIBLE_DEVICES: "1" }, { FAKE_CUDA_MIG: "1" }])(
    "takes no GPU that %j hides from the driver for a missing one",
    PATIENT,
    async (hiding: NodeJS.ProcessEnv) => {
      const report = await collect({ LD_LIBRARY_PATH: fakeDriverPath({ withNvml: true }), ...hiding });
      expect(report.driver).toMatchObject({ kind: "read", devices: [{ slot: 0 }] });
      expect(report.management).toMatchObject({ health: { gpus: [{}, {}] } });
      expect(report.visibleDevices).toBe(hiding["CUDA_VISIBLE_DEVICES"]);
      expect(report.disagreements).toEqual([]);
    },
  );

  it("says why the GPUs cannot be used", PATIENT, async () => {
    const report = await collect({ LD_LIBRARY_PATH: fakeDriverPath(), FAKE_CUDA_FAIL: "cuInit:999" });
    expect(report.driver).toMatchObject({
      kind: "unavailable",
      code: "gpu/driver-failed",
      reason: expect.stringContaining("999"),
    });
  });
});
