import koffi, { type KoffiFunc, type LibraryHandle } from "koffi";
import { errorMessage } from "@headframe/kit";
import { NvmlError } from "./nvml-error.js";
import { ABSENT_RESULTS, NVML_SYMBOLS, type NvmlSymbol } from "./symbols.data.js";

/** The name under which every NVIDIA driver installs its management library. */
export const NVML_LIBRARY = "libnvidia-ml.so.1";

type Argument = number | bigint | Uint8Array | (number | bigint)[];
type NativeFunction = KoffiFunc<(...args: Argument[]) => unknown>;

const HINT = "install the NVIDIA driver, or give the container the utility driver capability";

/** NVIDIA's management library. Its calls block, and may hang with the driver: use it in a process that may be killed. */
export class Nvml {
  readonly #library: LibraryHandle;
  readonly #functions = new Map<NvmlSymbol, NativeFunction | undefined>();

  private constructor(library: LibraryHandle) {
    this.#library = library;
  }

  /** @throws {NvmlError} */
  static open(path: string): Nvml {
    let library: LibraryHandle;
    try {
      library = koffi.load(path);
    } catch (error) {
      throw new NvmlError({ code: "nvml/no-library" }, `${path} not found (${errorMessage(error)})`, {
        cause: error,
        hint: HINT,
      });
    }
    const nvml = new Nvml(library);
    nvml.call("nvmlInit_v2", []);
    return nvml;
  }

  close(): void {
    this.call("nvmlShutdown", []);
  }

  /** Calls a function that must work. @throws {NvmlError} */
  call(symbol: NvmlSymbol, args: readonly Argument[]): void {
    const bound = this.#bind(symbol);
    if (bound === undefined) {
      throw new NvmlError({ code: "nvml/no-library" }, `the management library has no ${symbol}`, {
        hint: "install a newer NVIDIA driver",
      });
    }
    const result = bound(...args) as number;
    if (result === 0) return;
    throw new NvmlError({ code: "nvml/call-failed", call: symbol, result }, this.#describe(symbol, result), {
      hint: HINT,
    });
  }

  /** Calls a function that not every driver has and not every GPU supports. */
  tryCall(symbol: NvmlSymbol, args: readonly Argument[]): NvmlAnswer {
    const bound = this.#bind(symbol);
    if (bound === undefined) return { kind: "absent" };
    const result = bound(...args) as number;
    if (result === 0) return { kind: "done" };
    if (ABSENT_RESULTS.has(result)) return { kind: "absent" };
    return { kind: "failed", result, sentence: this.#describe(symbol, result) };
  }

  #describe(symbol: NvmlSymbol, result: number): string {
    const meaning = this.#bind("nvmlErrorString")?.(result);
    return `${symbol} failed with ${typeof meaning === "string" ? meaning : "an unknown error"} (${result})`;
  }

  #bind(symbol: NvmlSymbol): NativeFunction | undefined {
    if (!this.#functions.has(symbol)) this.#functions.set(symbol, this.#find(symbol));
    return this.#functions.get(symbol);
  }

  #find(symbol: NvmlSymbol): NativeFunction | undefined {
    try {
      return this.#library.func(NVML_SYMBOLS[symbol]);
    } catch {
      return undefined; // A driver from before this function: callers say what that means.
    }
  }
}

/** What came of an optional call. */
export type NvmlAnswer =
  | { readonly kind: "done" }
  /** Nobody can know this here. */
  | { readonly kind: "absent" }
  | { readonly kind: "failed"; readonly result: number; readonly sentence: string };
