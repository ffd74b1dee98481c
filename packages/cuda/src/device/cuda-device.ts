import {
  type Device,
  DeviceError,
  type DeviceOpenings,
  type GpuClaim,
  neededBytes,
  type PowParams,
} from "@headframe/pow";
import { CudaError, isOutOfMemory, isSticky } from "../driver/cuda-error.js";
import type { Driver } from "../driver/driver.js";
import { BLOCKING_SYNC } from "../driver/symbols.data.js";
import { GpowModule } from "../kernels/gpow-module.js";
import { ptxFilesFor } from "../kernels/ptx-files.js";
import { type ChallengeMemory, notEnoughMemory, takeChallengeMemory } from "./challenge-memory.js";
import { claimOf, type DeviceFacts, readDeviceFacts } from "./claim.js";
import { DeviceMemory } from "./device-memory.js";
import { openSamples } from "./open-samples.js";
import { Pipeline } from "./pipeline.js";

/** The smallest challenge: what `prepare` runs once so that the first real launch finds everything loaded. */
const WARM_UP: PowParams = { tier: "lab", n: 256, K: 256, M: 1, W: 1024, S: 16, t1: 8, t2: 4 };

/** Everything that exists between `prepare` and `release`. */
interface Session {
  readonly params: PowParams;
  readonly memory: ChallengeMemory;
  seed?: Uint8Array;
  isWalked: boolean;
}

/**
 * One NVIDIA GPU. Belongs to the thread that opened it: the primary context is current there and nowhere else, and its
 * calls block that thread.
 */
export class CudaDevice implements Device {
  readonly #driver: Driver;
  readonly #facts: DeviceFacts;
  readonly #module: GpowModule;
  readonly #pipeline: Pipeline;
  readonly #memory: DeviceMemory;
  readonly #memoryShare: number;
  #session: Session | undefined;

  private constructor(driver: Driver, facts: DeviceFacts, module: GpowModule, memoryShare: number) {
    this.#driver = driver;
    this.#facts = facts;
    this.#module = module;
    this.#pipeline = new Pipeline(driver, module);
    this.#memory = new DeviceMemory(driver);
    this.#memoryShare = memoryShare;
  }

  /**
   * Makes the primary context of device `ordinal` current for this thread and loads the kernels.
   *
   * @param memoryShare the part of the free memory that a challenge may take, above 0 and at most 1.
   * @throws {CudaError} with the reason and the remedy.
   */
  static open(driver: Driver, ordinal: number, memoryShare = 1): CudaDevice {
    const device = driver.readInt("cuDeviceGet", [ordinal]);
    const facts = readDeviceFacts(driver, device);
    const files = ptxFilesFor(facts.ccMajor, facts.ccMinor);
    driver.call("cuDevicePrimaryCtxSetFlags_v2", [device, BLOCKING_SYNC]);
    driver.call("cuCtxSetCurrent", [driver.readHandle("cuDevicePrimaryCtxRetain", [device])]);
    const opened = new CudaDevice(driver, facts, GpowModule.load(driver, files), memoryShare);
    driver.markReady();
    return opened;
  }

  get uuid(): Uint8Array {
    return this.#facts.uuid;
  }

  /** The PTX file in use. */
  get kernelFile(): string {
    return this.#module.file.name;
  }

  claim(signal: AbortSignal): Promise<GpuClaim> {
    return this.#guard(signal, () => {
      const free = BigInt(this.#memory.freeBytes());
      return claimOf(this.#facts, free, this.#module.file.claimKernel);
    });
  }

  prepare(params: PowParams, signal: AbortSignal): Promise<void> {
    return this.#guard(
      signal,
      async () => {
        this.#freeSession();
        const warmUp = takeChallengeMemory(this.#memory, WARM_UP, this.#memoryShare);
        try {
          await this.#pipeline.fill(warmUp, WARM_UP, new Uint8Array(32), signal);
          this.#pipeline.walk(warmUp, WARM_UP, new Uint8Array(32));
        } finally {
          this.#freeMemory();
        }
        this.#session = {
          params,
          memory: takeChallengeMemory(this.#memory, params, this.#memoryShare),
          isWalked: false,
        };
      },
      params,
    );
  }

  fill(seed: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    return this.#guard(signal, async () => {
      const session = this.#require("fill", ({ seed: filled }) => filled === undefined);
      await this.#pipeline.fill(session.memory, session.params, seed, signal);
      session.seed = seed;
      return this.#read(session.memory.roots, 32 * session.params.M);
    });
  }

  walk(nonce: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    return this.#guard(signal, () => {
      const session = this.#require("walk", ({ seed, isWalked }) => seed !== undefined && !isWalked);
      this.#pipeline.walk(session.memory, session.params, nonce);
      session.isWalked = true;
      return this.#read(session.memory.walkRoot, 32);
    });
  }

  open(strips: readonly number[], walkers: readonly number[], signal: AbortSignal): Promise<DeviceOpenings> {
    return this.#guard(signal, () => {
      const { params, memory, seed } = this.#require("open", ({ isWalked }) => isWalked);
      if (seed === undefined) throw outOfOrder("open");
      return openSamples({
        driver: this.#driver,
        pipeline: this.#pipeline,
        memory,
        params,
        seed,
        strips,
        walkers,
      });
    });
  }

  async release(): Promise<void> {
    await this.#guard(undefined, () => this.#freeSession());
  }

  #freeSession(): void {
    if (this.#session === undefined) return;
    this.#session = undefined;
    this.#freeMemory();
  }

  #freeMemory(): void {
    try {
      // What was queued before an abort still runs into this memory.
      this.#pipeline.synchronize();
      this.#memory.free();
    } catch (error) {
      // In a dead context nothing can be freed: its memory goes with the process, which has to end anyway. The call that
      // found the context dead has said which kernels were running.
      if (!isDeadContext(error)) throw error;
      this.#memory.abandon();
    }
  }

  #require(call: string, isInOrder: (session: Session) => boolean): Session {
    if (this.#session === undefined || !isInOrder(this.#session)) throw outOfOrder(call);
    return this.#session;
  }

  #read(from: bigint, bytes: number): Uint8Array {
    const target = Buffer.alloc(bytes);
    this.#driver.call("cuMemcpyDtoH_v2", [target, from, bytes]);
    return Uint8Array.from(target);
  }

  /** Runs blocking driver work for a challenge of `params`; turns the driver's errors into those of the port. */
  async #guard<T>(
    signal: AbortSignal | undefined,
    work: () => T | Promise<T>,
    params: PowParams | undefined = this.#session?.params,
  ): Promise<T> {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CudaError)) throw error;
      if (params === undefined || !isOutOfMemory(error)) throw toDeviceError(error);
      throw notEnoughMemory(neededBytes(params), this.#memory.knownFreeBytes, error);
    }
  }
}

function toDeviceError(error: CudaError): DeviceError {
  const options = { cause: error, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  if (error.detail.code === "cuda/no-kernel") {
    return new DeviceError({ code: "device/no-kernel" }, error.message, options);
  }
  return new DeviceError({ code: "device/driver" }, error.message, options);
}

function isDeadContext(error: unknown): boolean {
  return (
    error instanceof CudaError && error.detail.code === "cuda/call-failed" && isSticky(error.detail.result)
  );
}

function outOfOrder(call: string): DeviceError {
  return new DeviceError({ code: "device/out-of-order", call }, `${call} was called out of order`);
}
