import { type PowParams, ReferenceDevice } from "@headframe/pow";
import { compileFakeLibcuda, lacksCompiler } from "@headframe/testkit/cuda";
import { describe, expect, onTestFinished, test } from "vitest";
import { type CudaDevice, openCudaDevices } from "../../src/index.js";
import { openFakeDevices, withFakeDriver } from "../fake-driver.js";

const PARAMS: PowParams = { tier: "lab", n: 256, K: 256, M: 5, W: 1024, S: 16, t1: 8, t2: 4 };
/** More products than slabs: two in each, the last slab shorter. */
const MANY: PowParams = { ...PARAMS, M: 65 };
const SEED = Uint8Array.from({ length: 32 }, (_, i) => i * 5 + 1);
const NONCE = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const signal = new AbortController().signal;

function openDevice(ordinal = 0): CudaDevice {
  const device = openFakeDevices().open(ordinal);
  onTestFinished(() => device.release());
  return device;
}

describe.skipIf(lacksCompiler("CudaDevice on the fake driver"))("CudaDevice on the fake driver", () => {
  test.each([
    ["first", PARAMS],
    ["last", PARAMS],
    ["last", MANY],
  ] as const)(
    "gives what the reference device gives when the %s stream runs ahead",
    async (order, params) => {
      withFakeDriver({ FAKE_CUDA_ORDER: order });
      const device = openDevice();
      const reference = new ReferenceDevice({ uuid: new Uint8Array(16) });
      for (const one of [device, reference]) await one.prepare(params, signal);
      expect(await device.fill(SEED, signal)).toEqual(await reference.fill(SEED, signal));
      expect(await device.walk(NONCE, signal)).toEqual(await reference.walk(NONCE, signal));
      // 1025 lies in the last product of MANY; 8 and 9 share a leaf.
      const strips = [0, 8, 9, 63 * params.M, 64 * params.M - 1];
      const walkers = [0, 31, 32, 1023];
      expect(await device.open(strips, walkers, signal)).toEqual(
        await reference.open(strips, walkers, signal),
      );
      await reference.release();
    },
  );

  test("says what the driver says, and how much memory is free", async () => {
    const claim = await openDevice(1).claim(signal);
    expect(claim).toMatchObject({
      name: "Fake GPU 1",
      driver: 13_000,
      ccMajor: 8,
      ccMinor: 0,
      sms: 108,
      kernel: 2,
    });
    expect(claim.pciBus).toBe(0x18);
    expect(claim.flags).toBe(1);
    expect(claim.freeBytes).toBe(claim.totalBytes);
  });

  test.each([
    ["1", [1]],
    ["1,0", [1, 0]],
    ["GPU-ef", [1]],
    ["GPU-efefefef-efef-efef-efef-efefefefefef,0", [1, 0]],
    ["0,7,1", [0]],
    ["1,MIG-0,0", [1]],
  ] as const)("sees what CUDA_VISIBLE_DEVICES=%s shows, in its order", async (list, expected) => {
    withFakeDriver({ CUDA_VISIBLE_DEVICES: list });
    const devices = openFakeDevices();
    const claims = await Promise.all(
      Array.from({ length: devices.count() }, (_, index) => devices.open(index).claim(signal)),
    );
    expect(claims.map(({ name }) => name)).toEqual(expected.map((index) => `Fake GPU ${index}`));
    expect(claims.map(({ pciBus }) => pciBus)).toEqual(expected.map((index) => 0x17 + index));
  });

  test("names the slice of MIG that its process sees", async () => {
    withFakeDriver({ FAKE_CUDA_MIG: "1" });
    const devices = openFakeDevices();
    expect(devices.count()).toBe(1);
    const claim = await devices.open(0).claim(signal);
    expect(claim).toMatchObject({ name: "Fake GPU 0 MIG 1g.18gb", flags: 3 });
  });

  test("gives all memory back, in mid-work too, and keeps nothing over many sessions", async () => {
    const device = openDevice();
    const free = async (): Promise<bigint> => (await device.claim(signal)).freeBytes;
    const before = await free();
    for (let session = 0; session < 20; session++) {
      await device.prepare(PARAMS, signal);
      if (session % 2 === 0) await device.fill(SEED, signal);
      await device.release();
    }
    expect(await free()).toBe(before);
  });

  test("refuses a challenge that does not fit, naming what is needed and what is free", async () => {
    withFakeDriver({ FAKE_CUDA_MEMORY: String(300 * 2 ** 20) });
    const device = openDevice();
    const failure = await device.prepare({ ...PARAMS, M: 4096 }, signal).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "device/out-of-memory",
      message: "need 0.5 GiB of GPU memory, 0.3 GiB is free",
    });
    await device.prepare(PARAMS, signal); // and is as usable as before
  });

  test("refuses a challenge when the driver finds less memory than it said", async () => {
    const device = openDevice();
    withFakeDriver({ FAKE_CUDA_FAIL: "cuMemAlloc_v2:2" });
    const failure = await device.prepare(PARAMS, signal).catch((error: unknown) => error);
    delete process.env["FAKE_CUDA_FAIL"];
    expect(failure).toMatchObject({
      detail: { code: "device/out-of-memory", freeBytes: 2 ** 30 },
      message: expect.stringMatching(
        /^need 0\.3 GiB of GPU memory, 1\.0 GiB is free, but cuMemAlloc_v2 failed with .* \(2\)/,
      ) as string,
    });
    await device.prepare(PARAMS, signal); // and is as usable as before
  });

  test("takes no more than its share of what is free", async () => {
    withFakeDriver({ FAKE_CUDA_MEMORY: String(2 ** 30) });
    const library = compileFakeLibcuda();
    const half = openCudaDevices({ library, memoryShare: 0.5 }).open(0);
    // 256 MiB of reserve and 300 MiB of products: more than half of 1 GiB, less than all of it.
    const params = { ...PARAMS, M: 4_800 };
    await expect(half.prepare(params, signal)).rejects.toMatchObject({
      code: "device/out-of-memory",
      message: "need 0.5 GiB of GPU memory, 1.0 GiB is free, of which 50 % may be taken",
    });
    await half.release();
    const all = openDevice();
    await all.prepare(params, signal);
  });

  test("is stopped by its signal between products", async () => {
    const device = openDevice();
    await device.prepare(MANY, signal);
    const controller = new AbortController();
    const filling = device.fill(SEED, controller.signal);
    controller.abort(new Error("enough"));
    await expect(filling).rejects.toThrow("enough");
    await device.release();
  });

  test("refuses calls out of order", async () => {
    const device = openDevice();
    await expect(device.fill(SEED, signal)).rejects.toMatchObject({ code: "device/out-of-order" });
    await device.prepare(PARAMS, signal);
    await expect(device.walk(NONCE, signal)).rejects.toMatchObject({ code: "device/out-of-order" });
    await device.fill(SEED, signal);
    await expect(device.open([0], [0], signal)).rejects.toMatchObject({ code: "device/out-of-order" });
  });

  test("names all kernels that may have failed while it got ready", async () => {
    const device = openDevice();
    withFakeDriver({ FAKE_CUDA_FAULT: "gpow_operand:700" });
    await expect(device.prepare(PARAMS, signal)).rejects.toMatchObject({
      code: "device/driver",
      message: expect.stringContaining("(700) in kernel gpow_operand, gpow_gemm or gpow_sha256: ") as string,
    });
    await expect(device.release()).resolves.toBeUndefined();
  });

  test.each([710, 714, 715, 717, 718])("is of no more use after result %d", async (result) => {
    const device = openDevice();
    await device.prepare(PARAMS, signal);
    withFakeDriver({ FAKE_CUDA_FAULT: `gpow_walk:${result}` });
    await device.fill(SEED, signal);
    await expect(device.walk(NONCE, signal)).rejects.toMatchObject({ code: "device/driver" });
    await expect(device.claim(signal)).rejects.toMatchObject({
      cause: expect.objectContaining({ detail: expect.objectContaining({ result }) }) as unknown,
    });
    await expect(device.release()).resolves.toBeUndefined();
  });

  test("names the kernels that ran when the context died", async () => {
    const device = openDevice();
    await device.prepare(PARAMS, signal);
    withFakeDriver({ FAKE_CUDA_FAULT: "gpow_walk:719" });
    await device.fill(SEED, signal);
    await expect(device.walk(NONCE, signal)).rejects.toMatchObject({
      code: "device/driver",
      message: expect.stringContaining("in kernel gpow_walk or gpow_sha256") as string,
      cause: expect.objectContaining({
        detail: expect.objectContaining({ kernels: ["gpow_walk", "gpow_sha256"], result: 719 }),
      }) as unknown,
    });
  });
});
