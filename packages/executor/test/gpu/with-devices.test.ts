import { systemClock } from "@headframe/kit";
import { lacksCompiler } from "@headframe/testkit/cuda";
import { describe, expect, it } from "vitest";
import { runSelfTest } from "../../src/gpu/self-test/self-test.js";
import { withDevices } from "../../src/gpu/with-devices.js";
import { fakeDriverPath } from "../support/fake-driver.js";
import { PATIENT } from "../support/running-executor.js";

const { signal } = new AbortController();
const CUDA = { kind: "cuda" } as const;

describe.skipIf(lacksCompiler("devices of a command"))("devices that are opened for one command", () => {
  it("name the kernels that may have failed", PATIENT, async () => {
    const env = {
      LD_LIBRARY_PATH: fakeDriverPath(),
      CUDA_VISIBLE_DEVICES: "0",
      FAKE_CUDA_FAULT: "gpow_gemm:700",
    };
    const testing = withDevices(CUDA, env, signal, ({ devices, claims }) =>
      runSelfTest({ devices, claims, tier: "lab", agentText: "test/1" }, { clock: systemClock, signal }),
    );
    await expect(testing).rejects.toMatchObject({
      detail: { code: "gpu-test/refused", status: "driver_error" },
      message: expect.stringMatching(
        /CUDA_ERROR_ILLEGAL_ADDRESS \(700\) in kernel gpow_operand, gpow_gemm or gpow_sha256: /,
      ),
    });
  });

  it("are given back when the work fails", PATIENT, async () => {
    const env = { LD_LIBRARY_PATH: fakeDriverPath(), CUDA_VISIBLE_DEVICES: "0" };
    const failing = withDevices(CUDA, env, signal, () => Promise.reject(new Error("no more")));
    await expect(failing).rejects.toThrow("no more");
  });

  it("are not waited for once the command is called off", PATIENT, async () => {
    const env = { LD_LIBRARY_PATH: fakeDriverPath() };
    const called = AbortSignal.timeout(1);
    const opening = withDevices(CUDA, env, called, () => expect.fail("nothing is to be done"));
    await expect(opening).rejects.toMatchObject({ name: "TimeoutError" });
  });
});
