import koffi, { type KoffiFunc, type LibraryHandle } from "koffi";
import { errorMessage } from "@headframe/kit";
import { CudaError, type CudaStage, explainCall, isSticky, KERNELS_REQUIRED } from "./cuda-error.js";
import { OLDER_NAMES, type SymbolName, SYMBOLS } from "./symbols.data.js";

/** The name under which every NVIDIA driver installs its library. */
export const DRIVER_LIBRARY = "libcuda.so.1";

/** A handle or device address. koffi gives small values as numbers; inside this package they are always bigint. */
export type Handle = bigint;

type Argument =
  | number
  | bigint
  | string
  | null
  | Uint8Array
  | Int32Array
  | BigUint64Array
  | (number | bigint | string | null)[];

type NativeFunction = KoffiFunc<(...args: Argument[]) => unknown>;

/** What to say beside the driver's own reason when a call fails. */
export interface CallContext {
  /** The kernel that the call is about. */
  readonly kernel?: string;
  readonly facts?: string;
  readonly jitLog?: () => string;
}

/**
 * The CUDA driver API: symbols are bound on first use, a result other than 0 throws a {@link CudaError}.
 *
 * Calls block. Use one driver per thread, and never on a thread that must stay responsive.
 */
export class Driver {
  readonly #library: LibraryHandle;
  readonly #functions = new Map<SymbolName, NativeFunction>();
  /** Names of the kernels that were launched since the GPU was last waited for. */
  readonly #running = new Set<string>();
  #stage: CudaStage = "initialise";

  private constructor(library: LibraryHandle) {
    this.#library = library;
  }

  /**
   * Loads the driver's library and initialises it.
   *
   * @throws {CudaError} with what to do; its message begins with {@link KERNELS_REQUIRED}.
   */
  static open(path: string = DRIVER_LIBRARY): Driver {
    let library: LibraryHandle;
    try {
      library = koffi.load(path);
    } catch (error) {
      throw new CudaError(
        { code: "cuda/no-library" },
        `${KERNELS_REQUIRED}: ${path} not found (${errorMessage(error)})`,
        {
          cause: error,
          hint: "install the NVIDIA driver, or start the container with GPU access (--gpus all, nvidia-container-toolkit)",
        },
      );
    }
    const driver = new Driver(library);
    driver.call("cuInit", [0]);
    return driver;
  }

  /** From here on messages are about running work, not about becoming ready. */
  markReady(): void {
    this.#stage = "run";
  }

  /** A kernel was put into a queue: until {@link markIdle} it may be what fails. */
  markLaunched(kernel: string): void {
    this.#running.add(kernel);
  }

  /** All queues were waited for: whatever fails from here on, fails in what is launched from here on. */
  markIdle(): void {
    this.#running.clear();
  }

  /** Calls a function; throws unless it returns 0. */
  call(symbol: SymbolName, args: readonly Argument[], context: CallContext = {}): void {
    const result = this.#bind(symbol)(...args) as number;
    if (result === 0) return;
    const { facts, jitLog } = context;
    throw explainCall({
      call: symbol,
      result,
      resultName: this.#nameOf(result),
      stage: this.#stage,
      kernels: this.#kernelsBehind(symbol, result, context),
      ...(facts === undefined ? {} : { facts }),
      ...(jitLog === undefined ? {} : { jitLog: jitLog() }),
    });
  }

  /** Calls a function whose first argument is an `int` that it fills. */
  readInt(symbol: SymbolName, args: readonly Argument[] = [], context: CallContext = {}): number {
    const out = [0];
    this.call(symbol, [out, ...args], context);
    return out[0] as number;
  }

  /** Calls a function whose first argument is a handle, an address or a size that it fills. */
  readHandle(symbol: SymbolName, args: readonly Argument[] = [], context: CallContext = {}): Handle {
    const out: (number | bigint)[] = [0n];
    this.call(symbol, [out, ...args], context);
    return BigInt(out[0] as number | bigint);
  }

  /** A dead context is found by whichever call comes next, and no call says which kernel it was. */
  #kernelsBehind(symbol: SymbolName, result: number, { kernel }: CallContext): readonly string[] {
    if (this.#running.size > 0 && (isSticky(result) || symbol === "cuStreamSynchronize"))
      return [...this.#running];
    return kernel === undefined ? [] : [kernel];
  }

  #bind(symbol: SymbolName): NativeFunction {
    const known = this.#functions.get(symbol);
    if (known) return known;
    const bound = this.#find(symbol);
    this.#functions.set(symbol, bound);
    return bound;
  }

  #find(symbol: SymbolName): NativeFunction {
    const prototype = SYMBOLS[symbol];
    try {
      return this.#library.func(prototype);
    } catch (error) {
      const older = OLDER_NAMES[symbol];
      if (older !== undefined) {
        try {
          return this.#library.func(prototype.replace(symbol, older));
        } catch {
          // Neither name is there: the first error below says which function is missing.
        }
      }
      throw new CudaError(
        { code: "cuda/no-symbol", symbol },
        `${KERNELS_REQUIRED}: the driver has no ${symbol}`,
        {
          cause: error,
          hint: "install a newer NVIDIA driver",
        },
      );
    }
  }

  #nameOf(result: number): string {
    const name: (string | null)[] = [null];
    try {
      this.#bind("cuGetErrorName")(result, name);
    } catch {
      // A library too broken to name its own errors: the number still says it.
    }
    return name[0] ?? "an unknown error";
  }
}
