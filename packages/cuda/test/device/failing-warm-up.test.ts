import { LAB_PARAMS } from "@headframe/testkit/pow";
import { lacksCompiler } from "@headframe/testkit/cuda";
import { expect, test } from "vitest";
import { openFakeDevices, withFakeDriver } from "../fake-driver.js";

// In a file of its own: a context that died stays dead for its process.
test.skipIf(lacksCompiler("failing kernels"))(
  "a kernel that fails while the device gets ready is named",
  async () => {
    const { signal } = new AbortController();
    const device = openFakeDevices().open(0);
    withFakeDriver({ FAKE_CUDA_FAULT: "gpow_gemm:700" });
    await expect(device.prepare(LAB_PARAMS, signal)).rejects.toMatchObject({
      code: "device/driver",
      message: expect.stringContaining("(700) in kernel gpow_gemm") as string,
    });
    await expect(device.release()).resolves.toBeUndefined();
  },
);
