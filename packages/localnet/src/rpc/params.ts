import { fromHex, isHex, type Hex } from "../scale/hex.js";
import { INVALID_PARAMS, JsonRpcError } from "./json-rpc.js";

const HASH_DIGITS = 66;

/** The positional parameters of a call, read by kind. Every reader throws "Invalid params" that names the position. */
export class Params {
  readonly #values: readonly unknown[];

  constructor(values: readonly unknown[]) {
    this.#values = values;
  }

  /** Whether nothing stands at `index`, or null. */
  isAbsent(index: number): boolean {
    return this.#values[index] === undefined || this.#values[index] === null;
  }

  isNumber(index: number): boolean {
    return typeof this.#values[index] === "number";
  }

  text(index: number): string {
    const value = this.#values[index];
    return typeof value === "string" ? value : this.#refuse(index, "a string");
  }

  hex(index: number): Hex {
    const value = this.#values[index];
    return isHex(value) ? (value.toLowerCase() as Hex) : this.#refuse(index, "0x-prefixed hex");
  }

  bytes(index: number): Uint8Array {
    return fromHex(this.hex(index));
  }

  /** A block hash, or `undefined` for "the best block". */
  hash(index: number): Hex | undefined {
    if (this.isAbsent(index)) return undefined;
    const value = this.hex(index);
    return value.length === HASH_DIGITS ? value : this.#refuse(index, "a hash of 32 bytes");
  }

  /** A whole number up to `most`. */
  count(index: number, most: number): number {
    const value = this.#values[index];
    const isCount = typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most;
    return isCount ? value : this.#refuse(index, `a whole number up to ${most}`);
  }

  /** A list of storage keys, at most `most`. */
  keys(index: number, most: number): readonly Hex[] {
    const value = this.#values[index];
    const isKeys = Array.isArray(value) && value.length <= most && value.every(isHex);
    return isKeys
      ? value.map((key: Hex) => key.toLowerCase() as Hex)
      : this.#refuse(index, `a list of up to ${most} storage keys`);
  }

  #refuse(index: number, expected: string): never {
    throw new JsonRpcError(INVALID_PARAMS, "Invalid params", `parameter ${index}: expected ${expected}`);
  }
}
