import { fromHex, toHex, type Hex } from "./hex.js";
import { ScaleError } from "./reader.js";
import type { AnyType, PrimitiveName, Type } from "./type.js";

function small(name: PrimitiveName, byteLength: number, signed = false): Type<number> {
  return {
    shape: { kind: "primitive", name },
    encode: (value, to) => void to.integer(value, byteLength, signed),
    decode: (from) => Number(from.integer(byteLength, signed)),
  };
}

function wide(name: PrimitiveName, byteLength: number, signed = false): Type<bigint> {
  return {
    shape: { kind: "primitive", name },
    encode: (value, to) => void to.integer(value, byteLength, signed),
    decode: (from) => from.integer(byteLength, signed),
  };
}

export const u8 = small("u8", 1);
export const u16 = small("u16", 2);
export const u32 = small("u32", 4);
export const u64 = wide("u64", 8);
export const u128 = wide("u128", 16);
export const i128 = wide("i128", 16, true);

export const bool: Type<boolean> = {
  shape: { kind: "primitive", name: "bool" },
  encode: (value, to) => void to.byte(value ? 1 : 0),
  decode(from) {
    const byte = from.byte();
    if (byte > 1) throw new ScaleError(`Invalid boolean: ${byte}`);
    return byte === 1;
  },
};

/** UTF-8 text with its length in front. */
export const str: Type<string> = {
  shape: { kind: "primitive", name: "str" },
  encode: (value, to) => void to.text(value),
  decode: (from) => new TextDecoder().decode(from.bytes(from.length(1))),
};

/** `[u8; N]`. */
export function fixedBytes(byteLength: number): Type<Hex> {
  return {
    shape: { kind: "array", length: byteLength, of: u8 },
    encode(value, to) {
      const raw = fromHex(value);
      if (raw.length !== byteLength) throw new RangeError(`${value} is not ${byteLength} bytes`);
      to.bytes(raw);
    },
    decode: (from) => toHex(from.bytes(byteLength)),
  };
}

/** `Vec<u8>`. */
export const bytes: Type<Hex> = {
  shape: { kind: "sequence", of: u8 },
  encode(value, to) {
    const raw = fromHex(value);
    to.compact(raw.length).bytes(raw);
  },
  decode: (from) => toHex(from.bytes(from.length(1))),
};

/** `()`: no bytes at all. */
export const unit: Type<undefined> = {
  shape: { kind: "tuple", of: [] },
  encode: () => undefined,
  decode: () => undefined,
};

/** `Compact<uN>` of up to 32 bits. */
export function compact(of: Type<number>): Type<number> {
  return {
    shape: { kind: "compact", of },
    encode: (value, to) => void to.compact(value),
    decode: (from) => Number(fitting(of, from.compact())),
  };
}

/** `Compact<uN>` of 64 or 128 bits. */
export function wideCompact(of: Type<bigint>): Type<bigint> {
  return {
    shape: { kind: "compact", of },
    encode: (value, to) => void to.compact(value),
    decode: (from) => fitting(of, from.compact()),
  };
}

function fitting(of: AnyType, value: bigint): bigint {
  const bits = of.shape.kind === "primitive" ? Number(of.shape.name.slice(1)) : 0;
  if (BigInt.asUintN(bits, value) !== value)
    throw new ScaleError(`out of range for Compact<u${bits}>: ${value}`);
  return value;
}
