import koffi from "koffi";
import { CudaError, KERNELS_REQUIRED } from "../driver/cuda-error.js";
import type { Driver, Handle } from "../driver/driver.js";
import { KernelFunction } from "../driver/launch.js";
import { FUNCTION_ATTRIBUTES } from "../driver/symbols.data.js";
import { type PtxFile, readPtx } from "./ptx-files.js";

const JIT_LOG_BYTES = 8192;
/** CU_JIT_ERROR_LOG_BUFFER and CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES. */
const JIT_ERROR_LOG = [5, 6] as const;

/** Results of loading a file after which another file may still do: no image, bad PTX, unsupported PTX version. */
const TRY_NEXT: ReadonlySet<number> = new Set([200, 209, 218, 222]);

/** The kernels of one PTX file, compiled by the driver for the current context. */
export class GpowModule {
  readonly file: PtxFile;
  readonly operand: KernelFunction;
  readonly gemm: KernelFunction;
  readonly sha256: KernelFunction;
  readonly walk: KernelFunction;
  readonly #driver: Driver;
  readonly #module: Handle;

  private constructor(driver: Driver, module: Handle, file: PtxFile) {
    this.#driver = driver;
    this.#module = module;
    this.file = file;
    this.operand = this.#find("gpow_operand");
    this.gemm = this.#find("gpow_gemm");
    this.sha256 = this.#find("gpow_sha256");
    this.walk = this.#find("gpow_walk");
    driver.call(
      "cuFuncSetAttribute",
      [this.gemm.handle, FUNCTION_ATTRIBUTES.maxDynamicSharedBytes, file.gemmSharedBytes],
      { kernel: "gpow_gemm" },
    );
  }

  /**
   * Loads the first of `files` that the driver takes.
   *
   * @throws {CudaError} of the last file that was tried.
   */
  static load(driver: Driver, files: readonly PtxFile[]): GpowModule {
    let failure: unknown;
    for (const file of files) {
      try {
        return new GpowModule(driver, loadModule(driver, file), file);
      } catch (error) {
        if (!(error instanceof CudaError) || error.detail.code !== "cuda/call-failed") throw error;
        if (!TRY_NEXT.has(error.detail.result)) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  unload(): void {
    this.#driver.call("cuModuleUnload", [this.#module]);
  }

  #find(name: string): KernelFunction {
    const kernel = new KernelFunction(this.#driver, this.#module, name);
    const localBytes = this.#driver.readInt("cuFuncGetAttribute", [
      FUNCTION_ATTRIBUTES.localBytes,
      kernel.handle,
    ]);
    // A spill would cost so much time that the proof fails for a reason that nobody could see (section 23.4).
    if (localBytes !== 0) {
      throw new CudaError(
        { code: "cuda/no-kernel" },
        `${KERNELS_REQUIRED}: the driver compiled ${name} with ${localBytes} bytes of local memory`,
        { hint: "install another driver version, and report the GPU model" },
      );
    }
    return kernel;
  }
}

function loadModule(driver: Driver, file: PtxFile): Handle {
  const log = Buffer.alloc(JIT_LOG_BYTES);
  const values = BigUint64Array.from([koffi.address(log), BigInt(JIT_LOG_BYTES)]);
  return driver.readHandle(
    "cuModuleLoadDataEx",
    [readPtx(file), JIT_ERROR_LOG.length, Int32Array.from(JIT_ERROR_LOG), values],
    {
      facts: `file ${file.name}.ptx`,
      jitLog: () => log.toString("utf8", 0, Math.max(0, log.indexOf(0))).trim(),
    },
  );
}
