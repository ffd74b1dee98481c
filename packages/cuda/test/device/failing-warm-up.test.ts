import { LAB_PARAMS } from "@headframe/testkit/pow";
import { lacksCompiler } from "@headframe/testkit/cuda";
import { expect, test } from "vitest";
import { openFakeDevices, withFakeDriver } from "../fake-driver.js";

// In a file of its own: a context that died stays dead for its process.
test.skipIf(lacksCompiler("failing kernels"))(
  "all kernels that may have failed while the device got ready are named",
  async () => {
    const { signal } = new AbortController();
    const device = openFakeDevices().open(0);
    withFakeDriver({ FAKE_CUDA_FAULT: "gpow_operand:700" });
    await expect(device.prepare(LAB_PARAMS, signal)).rejects.toMatchObject({
      code: "device/driver",
      message: expect.stringContaining("(700) in kernel gpow_operand, gpow_gemm or gpow_sha256: ") as string,
    });
    await expect(device.release()).resolves.toBeUndefined();
  },
);
