import type { Nvml } from "./nvml.js";
import type { NvmlSymbol } from "./symbols.data.js";

const MAX_TEXT_BYTES = 256;

/** Reads figures of one device; what cannot be known is absent, what went wrong is kept. */
export class DeviceReader {
  readonly handle: bigint;
  readonly #nvml: Nvml;
  readonly #faults: string[] = [];

  constructor(nvml: Nvml, handle: bigint) {
    this.#nvml = nvml;
    this.handle = handle;
  }

  /** Why figures are missing that this device should have, for example because it fell off the bus. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** A figure that the function's last argument receives. Extra arguments come before it. */
  number(symbol: NvmlSymbol, extra: readonly number[] = []): number | undefined {
    const out: (number | bigint)[] = [0];
    return this.#succeeds(symbol, [...extra, out]) ? Number(out[0]) : undefined;
  }

  /** The first of two values, the second of which is pending until a reboot. */
  mode(symbol: NvmlSymbol): boolean | undefined {
    const now: (number | bigint)[] = [0];
    return this.#succeeds(symbol, [now, [0]]) ? Number(now[0]) === 1 : undefined;
  }

  text(symbol: NvmlSymbol): string | undefined {
    const out = Buffer.alloc(MAX_TEXT_BYTES);
    if (!this.#succeeds(symbol, [out, MAX_TEXT_BYTES])) return undefined;
    return out.toString("utf8", 0, Math.max(0, out.indexOf(0)));
  }

  /** A structure of so many bytes. */
  bytes(symbol: NvmlSymbol, byteCount: number): Buffer | undefined {
    const out = Buffer.alloc(byteCount);
    return this.#succeeds(symbol, [out]) ? out : undefined;
  }

  /** A list of at most `limit` structures; longer ones are absent, with a fault. */
  list(symbol: NvmlSymbol, itemBytes: number, limit: number): readonly Buffer[] | undefined {
    const count: (number | bigint)[] = [limit];
    const out = Buffer.alloc(itemBytes * limit);
    if (!this.#succeeds(symbol, [count, out])) return undefined;
    return Array.from({ length: Math.min(limit, Number(count[0])) }, (_, index) =>
      out.subarray(index * itemBytes, (index + 1) * itemBytes),
    );
  }

  #succeeds(symbol: NvmlSymbol, args: readonly (number | Uint8Array | (number | bigint)[])[]): boolean {
    const answer = this.#nvml.tryCall(symbol, [this.handle, ...args]);
    if (answer.kind === "failed") this.#faults.push(answer.sentence);
    return answer.kind === "done";
  }
}
