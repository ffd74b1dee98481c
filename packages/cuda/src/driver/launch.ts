import koffi from "koffi";
import type { Driver, Handle } from "./driver.js";

export interface LaunchShape {
  readonly grid: number;
  readonly block: number;
  /** Dynamic shared memory. */
  readonly sharedBytes?: number;
}

/** A value for one kernel parameter. */
export type KernelArgument =
  | { readonly kind: "u32"; readonly value: number }
  | { readonly kind: "address"; readonly value: Handle }
  /** A structure by value. */
  | { readonly kind: "bytes"; readonly value: Uint8Array };

/** A kernel of a loaded module. */
export class KernelFunction {
  readonly name: string;
  readonly handle: Handle;
  readonly #driver: Driver;

  constructor(driver: Driver, module: Handle, name: string) {
    this.#driver = driver;
    this.name = name;
    this.handle = driver.readHandle("cuModuleGetFunction", [module, name], { kernel: name });
  }

  /** Puts one launch into `stream` and returns at once. */
  launch(
    stream: Handle,
    { grid, block, sharedBytes = 0 }: LaunchShape,
    args: readonly KernelArgument[],
  ): void {
    const offsets: number[] = [];
    let size = 0;
    for (const argument of args) {
      // Each value lies at its own alignment; 8 suffices for all of ours.
      size = Math.ceil(size / 8) * 8;
      offsets.push(size);
      size += argument.kind === "u32" ? 4 : argument.kind === "address" ? 8 : argument.value.length;
    }
    const values = Buffer.alloc(size);
    args.forEach((argument, index) => {
      const offset = offsets[index] as number;
      if (argument.kind === "u32") values.writeUInt32LE(argument.value >>> 0, offset);
      else if (argument.kind === "address") values.writeBigUInt64LE(argument.value, offset);
      else values.set(argument.value, offset);
    });
    const base = koffi.address(values);
    const pointers = BigUint64Array.from(offsets, (offset) => base + BigInt(offset));
    // `values` and `pointers` are copied by the driver before it returns; both are referenced until then.
    this.#driver.call(
      "cuLaunchKernel",
      [this.handle, grid, 1, 1, block, 1, 1, sharedBytes, stream, pointers, null],
      { kernel: this.name },
    );
    this.#driver.markLaunched(this.name);
  }
}
