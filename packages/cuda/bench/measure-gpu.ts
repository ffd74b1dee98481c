import { type PowParams, ReferenceDevice } from "@headframe/pow";
import { median, type Measurement } from "@headframe/testkit/bench";
import { takeChallengeMemory } from "../src/device/challenge-memory.js";
import { DeviceMemory } from "../src/device/device-memory.js";
import { Pipeline } from "../src/device/pipeline.js";
import { CudaDevice } from "../src/device/cuda-device.js";
import { readDeviceFacts } from "../src/device/claim.js";
import { Driver, type Handle } from "../src/driver/driver.js";
import type { KernelArgument } from "../src/driver/launch.js";
import { NON_BLOCKING_STREAM } from "../src/driver/symbols.data.js";
import { GpowModule } from "../src/kernels/gpow-module.js";
import { type PtxFile, ptxFilesFor } from "../src/kernels/ptx-files.js";
import { GpuClock } from "./gpu-clock.js";

/** What is measured. The defaults are the sizes of production. */
export interface GpuBenchSizes {
  readonly n: number;
  readonly innerDimensions: readonly number[];
  /** Products of the whole fill; 0: as many as fit 90 % of the memory. */
  readonly products: number;
  /** Products per region that the walk covers. */
  readonly walkRegions: readonly number[];
  readonly walkers: number;
  /** Products of the fill whose driving is measured. */
  readonly bridgeProducts: number;
}

const GIB = 2 ** 30;
export const PRODUCTION_SIZES: GpuBenchSizes = {
  n: 16_384,
  innerDimensions: [512, 1024, 2048, 4096],
  products: 0,
  walkRegions: [8, 32, 64, 128, 256, 384, 505],
  walkers: 2 ** 21,
  bridgeProducts: 16,
};

const WARM_UPS = 2;
const ROUNDS = 5;
const STEPS = 64;
/** Small enough for the reference device, and every kernel runs. */
const CHECKED: PowParams = { tier: "lab", n: 256, K: 1024, M: 2, W: 2048, S: 32, t1: 8, t2: 4 };

const u32 = (value: number): KernelArgument => ({ kind: "u32", value });
const at = (value: Handle): KernelArgument => ({ kind: "address", value });
const key: KernelArgument = { kind: "bytes", value: new Uint8Array(32).fill(1) };

/** A kernel gave a wrong bit: nothing that it measures means anything. */
export class WrongBitError extends Error {
  override readonly name = "WrongBitError";
}

/**
 * Measures device 0 through our bridge, its own events as the clock. Checks against the reference device first.
 *
 * @param library the driver's library, for tests.
 */
export async function measureGpu(sizes: GpuBenchSizes, library?: string): Promise<readonly Measurement[]> {
  const signal = new AbortController().signal;
  const driver = Driver.open(library);
  const device = CudaDevice.open(driver, 0);
  await compareWithReference(device, signal);
  const { ccMajor, ccMinor } = readDeviceFacts(driver, driver.readInt("cuDeviceGet", [0]));
  const stream = driver.readHandle("cuStreamCreate", [NON_BLOCKING_STREAM]);
  const clock = new GpuClock(driver, stream);
  try {
    const kernels = ptxFilesFor(ccMajor, ccMinor).flatMap((file) =>
      measureKernels({ driver, stream, clock, file, sizes }),
    );
    const bridge = await measureBridge(
      { driver, clock, file: ptxFilesFor(ccMajor, ccMinor)[0] as PtxFile, sizes },
      signal,
    );
    return [...kernels, bridge, ...(await measureWhole(driver, device, sizes, signal))];
  } finally {
    clock.destroy();
    driver.call("cuStreamDestroy_v2", [stream]);
    await device.release();
  }
}

async function compareWithReference(device: CudaDevice, signal: AbortSignal): Promise<void> {
  const reference = new ReferenceDevice({ uuid: device.uuid });
  const [seed, nonce] = [new Uint8Array(32).fill(3), new Uint8Array(32).fill(5)];
  const answers = await Promise.all(
    [device, reference].map(async (one) => {
      await one.prepare(CHECKED, signal);
      const roots = await one.fill(seed, signal);
      const walkRoot = await one.walk(nonce, signal);
      const { strips, walkers } = await one.open([0, 127], [0, 2047], signal);
      await one.release();
      return Buffer.concat([roots, walkRoot, strips, walkers]).toString("hex");
    }),
  );
  if (answers[0] !== answers[1])
    throw new WrongBitError(`${device.kernelFile} differs from the reference device`);
}

interface KernelBench {
  readonly driver: Driver;
  readonly stream: Handle;
  readonly clock: GpuClock;
  readonly file: PtxFile;
  readonly sizes: GpuBenchSizes;
}

/** Each kernel alone: the median of five after two warm-ups. */
function measureKernels({ driver, stream, clock, file, sizes }: KernelBench): Measurement[] {
  const { n, innerDimensions } = sizes;
  const module = GpowModule.load(driver, [file]);
  const memory = new DeviceMemory(driver);
  try {
    const maxK = Math.max(...innerDimensions);
    const [a, b, product, digests, hashes] = [n * maxK, n * maxK, n * n, (n * n) / 8, (n * n) / 256].map(
      (size) => memory.allocate(size),
    ) as [Handle, Handle, Handle, Handle, Handle];
    const operand = (out: Handle, K: number): void => {
      const blocks = (n * K) / 64;
      const args = [at(out), key, u32(K / 64), u32(blocks), u32(0), u32(0)];
      module.operand.launch(stream, { grid: Math.ceil(blocks / 128), block: 128 }, args);
    };
    operand(a, maxK);
    operand(b, maxK);
    const operandMs = timeMedian(clock, () => operand(a, maxK));
    const gemms = innerDimensions.map((K): Measurement => {
      const shape = { grid: (n / 128) * (n / 256), block: 256, sharedBytes: file.gemmSharedBytes };
      const args = [at(a), at(b), at(product), at(digests), u32(n), u32(K)];
      const ms = timeMedian(clock, () => module.gemm.launch(stream, shape, args));
      return {
        name: `${file.name}: product and digests, n=${n} K=${K}`,
        value: (2 * n * n * K) / ms / 1e9,
        unit: "TOPS",
      };
    });
    const leaves = (n * n) / 8192;
    const hashMs = timeMedian(clock, () =>
      module.sha256.launch(stream, { grid: Math.ceil(leaves / 128), block: 128 }, [
        at(digests),
        at(hashes),
        u32(leaves),
        u32(16),
      ]),
    );
    return [
      ...gemms,
      { name: `${file.name}: operand generation`, value: (n * maxK) / operandMs / 1e6, unit: "GB/s" },
      { name: `${file.name}: SHA-256 of leaves`, value: (n * n) / 8 / hashMs / 1e6, unit: "GB/s" },
      ...measureWalks({ driver, stream, clock, file, sizes }, module),
    ];
  } finally {
    memory.free();
    module.unload();
  }
}

/** The walk over growing regions: a drop would be the reach of the GPU's address translation. */
function measureWalks(
  { driver, stream, clock, file, sizes }: KernelBench,
  module: GpowModule,
): Measurement[] {
  const { n, walkRegions, walkers } = sizes;
  const memory = new DeviceMemory(driver);
  const out = memory.allocate(32 * walkers);
  const results: Measurement[] = [];
  try {
    for (const products of walkRegions) {
      const perSlab = Math.ceil(products / 64);
      const slabs = Math.ceil(products / perSlab);
      if (memory.freeBytes() < products * n * n) break;
      const region = new DeviceMemory(driver);
      const table = Buffer.alloc(512);
      for (let slab = 0; slab < slabs; slab++)
        table.writeBigUInt64LE(region.allocate(perSlab * n * n), 8 * slab);
      const items = (n * n) / 128;
      const args = [
        { kind: "bytes", value: table },
        u32(perSlab * items),
        u32(products * items),
        key,
        u32(STEPS),
        u32(walkers),
        at(out),
      ] satisfies KernelArgument[];
      const ms = timeMedian(clock, () =>
        module.walk.launch(stream, { grid: walkers / 32, block: 256 }, args),
      );
      region.free();
      const gib = ((products * n * n) / GIB).toFixed(1);
      results.push({
        name: `${file.name}: walk over ${products} products, ${gib} GiB`,
        value: (128 * walkers * STEPS) / ms / 1e6,
        unit: "GB/s",
      });
    }
    return results;
  } finally {
    memory.free();
  }
}

/** What driving a fill costs beyond the GPU's own time: launches, waiting, coming back to this thread. */
async function measureBridge(
  { driver, clock, file, sizes: { n, walkers, bridgeProducts } }: Omit<KernelBench, "stream">,
  signal: AbortSignal,
): Promise<Measurement> {
  const params: PowParams = { tier: "lab", n, K: 1024, M: bridgeProducts, W: walkers, S: 16, t1: 8, t2: 4 };
  const module = GpowModule.load(driver, [file]);
  const pipeline = new Pipeline(driver, module);
  const memory = new DeviceMemory(driver);
  try {
    const taken = takeChallengeMemory(memory, params, 1);
    const seed = new Uint8Array(32).fill(11);
    const overheads: number[] = [];
    for (let round = 0; round < WARM_UPS + ROUNDS; round++) {
      const wallMs = await timeWall(() => pipeline.fill(taken, params, seed, signal, clock.marks));
      if (round >= WARM_UPS) overheads.push(wallMs - clock.elapsedMs());
    }
    return {
      name: `bridge: fill of ${bridgeProducts} products beyond GPU time`,
      value: median(overheads),
      unit: "ms",
    };
  } finally {
    memory.free();
    pipeline.destroy();
    module.unload();
  }
}

/** A whole fill and walk through the port, by this machine's clock: what a validator would see without a network. */
async function measureWhole(
  driver: Driver,
  device: CudaDevice,
  { n, products, walkers }: GpuBenchSizes,
  signal: AbortSignal,
): Promise<Measurement[]> {
  const fitting = Math.floor((new DeviceMemory(driver).freeBytes() * 0.9) / (n * n));
  const M = products === 0 ? Math.max(1, Math.min(1024, fitting)) : products;
  const params: PowParams = { tier: "lab", n, K: 1024, M, W: walkers, S: STEPS, t1: 8, t2: 4 };
  await device.prepare(params, signal);
  const fillMs = await timeWall(() => device.fill(new Uint8Array(32).fill(7), signal));
  const walkMs = await timeWall(() => device.walk(new Uint8Array(32).fill(9), signal));
  return [
    { name: `whole fill, M=${params.M} K=1024`, value: fillMs, unit: "ms" },
    { name: "whole fill, sustained", value: (2 * n * n * 1024 * params.M) / fillMs / 1e9, unit: "TOPS" },
    { name: `whole walk, W=${walkers} S=${STEPS}`, value: walkMs, unit: "ms" },
  ];
}

function timeMedian(clock: GpuClock, enqueue: () => void): number {
  for (let warmUp = 0; warmUp < WARM_UPS; warmUp++) clock.time(enqueue);
  return median(Array.from({ length: ROUNDS }, () => clock.time(enqueue)));
}

async function timeWall(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
