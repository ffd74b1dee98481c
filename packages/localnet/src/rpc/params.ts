import { fromHex, isHex, type Hex } from "../scale/hex.js";
import { INVALID_PARAMS, JsonRpcError } from "./json-rpc.js";

const HASH_DIGITS = 66;
const MOST_BLOCK_NUMBERS = 1000;

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

  /** A block number or a list of them, each as a number or as hex. */
  blockNumbers(index: number): number | number[] {
    const value = this.#values[index];
    if (!Array.isArray(value)) return this.#blockNumber(index, value);
    if (value.length > MOST_BLOCK_NUMBERS)
      return this.#refuse(index, `up to ${MOST_BLOCK_NUMBERS} block numbers`);
    return value.map((one) => this.#blockNumber(index, one));
  }

  #blockNumber(index: number, value: unknown): number {
    const number = typeof value === "string" && /^0x[0-9a-f]+$/i.test(value) ? Number(value) : value;
    const isNumber = typeof number === "number" && Number.isSafeInteger(number) && number >= 0;
    return isNumber ? number : this.#refuse(index, "a block number");
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
