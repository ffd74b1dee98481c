import { lacksCompiler } from "@headframe/testkit/cuda";
import { describe, expect, it } from "vitest";
import { writeConfig } from "../support/executor-process.js";
import { fakeDriverPath } from "../support/fake-driver.js";
import { runScript } from "../support/run-script.js";
import { runProgram } from "../support/run-program.js";
import { PATIENT } from "../support/running-executor.js";

const CUDA = { gpu: { backend: "cuda" } };

describe("executor gpu, with reference devices", () => {
  it("lists them, and never as GPUs", PATIENT, async () => {
    const { code, stdout } = await runProgram(["--config", writeConfig(), "gpu", "list", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      backend: "reference",
      note: "a CPU program for development, not a GPU",
      devices: [{ slot: 0, name: expect.stringContaining("not a GPU") }],
      unusable: [],
    });
  });

  it("tests them in the lab tier", PATIENT, async () => {
    const { code, stdout } = await runProgram(["--config", writeConfig(), "gpu", "test"]);
    expect(stdout.match(/result +ok: /g)).toHaveLength(1);
    expect(stdout).toMatch(/not a GPU\n/);
    expect(code).toBe(0);
  });

  it("refuses to show a speed with them", async () => {
    const { code, stdout, stderr } = await runProgram([
      "--config",
      writeConfig(),
      "gpu",
      "test",
      "--tier",
      "deep",
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error: tier deep .*not a GPU\nhint: /);
  });
});

describe.skipIf(lacksCompiler("executor gpu"))("executor gpu, on the fake driver", () => {
  it("lists GPUs whose health nobody can tell", PATIENT, async () => {
    const env = { LD_LIBRARY_PATH: fakeDriverPath(), CUDA_VISIBLE_DEVICES: "0" };
    const { code, stdout, stderr } = await runProgram(["--config", writeConfig(CUDA), "gpu", "list"], env);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^device 0 {2}Fake GPU 0\n/) });
    expect(stderr).toMatch(/^note: no health: libnvidia-ml\.so\.1 not found/);
  });

  it("says how much memory a real challenge would need", PATIENT, async () => {
    const env = { LD_LIBRARY_PATH: fakeDriverPath(), CUDA_VISIBLE_DEVICES: "0" };
    const { code, stderr } = await runProgram(["--config", writeConfig(CUDA), "gpu", "test"], env);
    expect(code).toBe(2);
    expect(stderr).toMatch(/not enough free memory \(need 1\.4 GiB/);
  });
});

describe("scripts/test_gpu_pow.sh", () => {
  it.skipIf(lacksCompiler("the script"))(
    "lists all GPUs in the order of slots with how they are, runs their kernels at once and verifies them",
    PATIENT,
    async () => {
      const driver = { LD_LIBRARY_PATH: fakeDriverPath({ withNvml: true }) };
      const { code, stdout, stderr } = await runScript(["--tier", "lab", "--json"], driver);
      expect(stderr).toMatch(
        /device 0 {2}Fake GPU 1\n +uuid +GPU-efefefef-.*\n.*\n +pci +0000:18:00\.0\n(?:.*\n)*device 1 {2}Fake GPU 0/,
      );
      expect(stderr).toMatch(
        /health +41 °C, 72 W of 700, 1410 MHz of 1980, PCIe 4 x8 of 5, 3 uncorrected ECC errors\n/,
      );
      expect(stderr).toMatch(/Fake GPU 0\n(?: .*\n)* +used by +4242 \(8\.0 GiB\), 4243\n/);
      expect(JSON.parse(stdout)).toMatchObject({
        backend: "cuda",
        isAccepted: true,
        devices: [{ name: "Fake GPU 1" }, { name: "Fake GPU 0" }],
      });
      expect(code).toBe(0);
    },
  );

  it("says in the guide's words that there is no driver, with status 2 and no test", PATIENT, async () => {
    const settings = { EXECUTOR_CONFIG: writeConfig(CUDA), LD_LIBRARY_PATH: "/nonexistent" };
    const { code, stdout, stderr } = await runScript([], settings);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      /^error: Failed to initialize GPU PRNG kernel - CUDA kernels required: .*\nhint: .*\n$/,
    );
  });
});
