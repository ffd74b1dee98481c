import type { Instruction } from "./parse.js";
import type { Slots } from "./slots.js";
import { LANES, type Warp } from "./warp.js";

/** Runs one instruction for the lanes of `mask`. */
export type Step = (warp: Warp, mask: number) => void;
type Builder = (instruction: Instruction, slots: Slots) => Step;

/** High word of the unsigned 64-bit product. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + Math.floor((aLow * bLow) / 65536);
  const carry = aLow * bHigh + (middle % 65536);
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(carry / 65536)) | 0;
}

function permuteBytes(a: number, b: number, selector: number): number {
  let result = 0;
  for (let i = 0; i < 4; i++) {
    const pick = (selector >>> (4 * i)) & 0xf;
    const word = (pick & 4) === 0 ? a : b;
    let byte = (word >>> (8 * (pick & 3))) & 0xff;
    if ((pick & 8) !== 0) byte = (byte & 0x80) === 0 ? 0 : 0xff;
    result |= byte << (8 * i);
  }
  return result;
}

function dotProduct4(a: number, b: number, c: number): number {
  let sum = c;
  for (let shift = 24; shift >= 0; shift -= 8) sum += ((a << shift) >> 24) * ((b << shift) >> 24);
  return sum | 0;
}

function insertBits(a: number, b: number, position: number, length: number): number {
  const mask = (length >= 32 ? -1 : (1 << length) - 1) << position;
  return (b & ~mask) | ((a << position) & mask);
}

function funnelLeft(low: number, high: number, by: number): number {
  const shift = by & 31;
  return shift === 0 ? high : (high << shift) | (low >>> (32 - shift));
}

function funnelRight(low: number, high: number, by: number): number {
  const shift = by & 31;
  return shift === 0 ? low : (low >>> shift) | (high << (32 - shift));
}

function map1(f: (a: number) => number): Builder {
  return ({ operands, line }, slots) => {
    const d = slots.of(operands[0], line) * LANES;
    const a = slots.of(operands[1], line) * LANES;
    return ({ registers: r }, mask) => {
      for (let l = 0; l < LANES; l++) if ((mask >>> l) & 1) r[d + l] = f(r[a + l] as number);
    };
  };
}

function map2(f: (a: number, b: number) => number): Builder {
  return ({ operands, line }, slots) => {
    const d = slots.of(operands[0], line) * LANES;
    const a = slots.of(operands[1], line) * LANES;
    const b = slots.of(operands[2], line) * LANES;
    return ({ registers: r }, mask) => {
      for (let l = 0; l < LANES; l++) {
        if ((mask >>> l) & 1) r[d + l] = f(r[a + l] as number, r[b + l] as number);
      }
    };
  };
}

function map3(f: (a: number, b: number, c: number) => number): Builder {
  return ({ operands, line }, slots) => {
    const d = slots.of(operands[0], line) * LANES;
    const a = slots.of(operands[1], line) * LANES;
    const b = slots.of(operands[2], line) * LANES;
    const c = slots.of(operands[3], line) * LANES;
    return ({ registers: r }, mask) => {
      for (let l = 0; l < LANES; l++) {
        if ((mask >>> l) & 1) r[d + l] = f(r[a + l] as number, r[b + l] as number, r[c + l] as number);
      }
    };
  };
}

const insertField: Builder = ({ operands, line }, slots) => {
  const [d = 0, a = 0, b = 0, c = 0, e = 0] = operands.map((operand) => slots.of(operand, line) * LANES);
  return ({ registers: r }, mask) => {
    for (let l = 0; l < LANES; l++) {
      if ((mask >>> l) & 1) {
        r[d + l] = insertBits(r[a + l] as number, r[b + l] as number, r[c + l] as number, r[e + l] as number);
      }
    }
  };
};

/** A 64-bit operation on (low, high) words; the callback writes its result to `out`. */
type Wide = (aLow: number, aHigh: number, bLow: number, bHigh: number, out: [number, number]) => void;

function wide(f: Wide): Builder {
  return ({ operands, line }, slots) => {
    const d = slots.of(operands[0], line) * LANES;
    const a = slots.of(operands[1], line) * LANES;
    const b = operands.length > 2 ? slots.of(operands[2], line) * LANES : a;
    const out: [number, number] = [0, 0];
    return ({ registers: r }, mask) => {
      for (let l = 0; l < LANES; l++) {
        if (((mask >>> l) & 1) === 0) continue;
        f(
          r[a + l] as number,
          r[a + LANES + l] as number,
          r[b + l] as number,
          r[b + LANES + l] as number,
          out,
        );
        r[d + l] = out[0];
        r[d + LANES + l] = out[1];
      }
    };
  };
}

const copyWide: Wide = (low, high, _b, _c, out) => {
  out[0] = low;
  out[1] = high;
};

const addWide: Wide = (aLow, aHigh, bLow, bHigh, out) => {
  out[0] = (aLow + bLow) | 0;
  out[1] = (aHigh + bHigh + ((aLow >>> 0) + (bLow >>> 0) > 0xffff_ffff ? 1 : 0)) | 0;
};

const shiftLeftWide: Wide = (low, high, by, _b, out) => {
  const shift = by >>> 0;
  if (shift >= 64) out[0] = out[1] = 0;
  else if (shift >= 32) {
    out[0] = 0;
    out[1] = low << (shift - 32);
  } else if (shift === 0) {
    out[0] = low;
    out[1] = high;
  } else {
    out[0] = low << shift;
    out[1] = (high << shift) | (low >>> (32 - shift));
  }
};

const shiftLeft = (a: number, by: number): number => (by >>> 0 >= 32 ? 0 : a << by);
const shiftRight = (a: number, by: number): number => (by >>> 0 >= 32 ? 0 : a >>> by);
const flag = (value: boolean): number => (value ? 1 : 0);
const same = (a: number): number => a;

/** Register arithmetic by opcode. What is missing here does not occur in our kernels and is an error. */
export const ARITHMETIC: Readonly<Record<string, Builder>> = {
  "mov.u32": map1(same),
  "mov.b32": map1(same),
  "mov.pred": map1(same),
  "not.b32": map1((a) => ~a),
  "xor.b32": map2((a, b) => a ^ b),
  "and.b32": map2((a, b) => a & b),
  "or.b32": map2((a, b) => a | b),
  "and.pred": map2((a, b) => a & b),
  "or.pred": map2((a, b) => a | b),
  "add.s32": map2((a, b) => (a + b) | 0),
  "sub.s32": map2((a, b) => (a - b) | 0),
  "min.u32": map2((a, b) => (a >>> 0 < b >>> 0 ? a : b)),
  "mul.lo.s32": map2(Math.imul),
  "mul.hi.u32": map2(multiplyHigh),
  // Division by zero gives all ones on the hardware.
  "div.u32": map2((a, b) => (b === 0 ? -1 : Math.floor((a >>> 0) / (b >>> 0)) | 0)),
  "shl.b32": map2(shiftLeft),
  "shr.u32": map2(shiftRight),
  "setp.eq.s32": map2((a, b) => flag(a === b)),
  "setp.eq.b32": map2((a, b) => flag(a === b)),
  "setp.eq.u32": map2((a, b) => flag(a === b)),
  "setp.ne.s32": map2((a, b) => flag(a !== b)),
  "setp.ne.b32": map2((a, b) => flag(a !== b)),
  "setp.ge.u32": map2((a, b) => flag(a >>> 0 >= b >>> 0)),
  "setp.gt.u32": map2((a, b) => flag(a >>> 0 > b >>> 0)),
  "setp.lt.u32": map2((a, b) => flag(a >>> 0 < b >>> 0)),
  "setp.le.u32": map2((a, b) => flag(a >>> 0 <= b >>> 0)),
  "shf.l.wrap.b32": map3(funnelLeft),
  "shf.r.wrap.b32": map3(funnelRight),
  "prmt.b32": map3(permuteBytes),
  "mad.lo.s32": map3((a, b, c) => (Math.imul(a, b) + c) | 0),
  "selp.b32": map3((a, b, predicate) => (predicate === 0 ? b : a)),
  "dp4a.s32.s32": map3(dotProduct4),
  "bfi.b32": insertField,
  "mov.b64": wide(copyWide),
  "mov.u64": wide(copyWide),
  "cvta.to.global.u64": wide(copyWide),
  "add.s64": wide(addWide),
  "or.b64": wide((aLow, aHigh, bLow, bHigh, out) => {
    out[0] = aLow | bLow;
    out[1] = aHigh | bHigh;
  }),
  "shl.b64": wide(shiftLeftWide),
  "cvt.u64.u32": wide((low, _high, _b, _c, out) => {
    out[0] = low;
    out[1] = 0;
  }),
  "mul.wide.u32": wide((aLow, _aHigh, bLow, _bHigh, out) => {
    out[0] = Math.imul(aLow, bLow);
    out[1] = multiplyHigh(aLow, bLow);
  }),
};
