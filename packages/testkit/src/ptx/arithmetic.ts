import type { Instruction } from "./parse.js";
import type { Slots } from "./slots.js";
import { ALL_LANES, LANES, type Warp } from "./warp.js";

// Test runners turn every use of an imported constant into a call: too dear in a loop over lanes.
const lanes: number = LANES;

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
  return (
    c +
    (a >> 24) * (b >> 24) +
    ((a << 8) >> 24) * ((b << 8) >> 24) +
    ((a << 16) >> 24) * ((b << 16) >> 24) +
    ((a << 24) >> 24) * ((b << 24) >> 24)
  );
}

function insertBits(a: number, b: number, position: number, length: number): number {
  const mask = (length >= 32 ? -1 : (1 << length) - 1) << position;
  return (b & ~mask) | ((a << position) & mask);
}

/** One operation on `count` lanes from these places of the registers. */
type Lanes1 = (r: Int32Array, d: number, a: number, count: number) => void;
type Lanes2 = (r: Int32Array, d: number, a: number, b: number, count: number) => void;
type Lanes3 = (r: Int32Array, d: number, a: number, b: number, c: number, count: number) => void;

function lanes1(run: Lanes1): Builder {
  return ({ operands, line }, slots) => {
    const d = slots.of(operands[0], line) * LANES;
    const a = slots.of(operands[1], line) * LANES;
    return ({ registers: r }, mask) => {
      if (mask === ALL_LANES) return run(r, d, a, LANES);
      for (let l = 0; l < lanes; l++) if ((mask >>> l) & 1) run(r, d + l, a + l, 1);
    };
  };
}

function lanes2(run: Lanes2): Builder {
  return ({ operands, line }, slots) => {
    const d = slots.of(operands[0], line) * LANES;
    const a = slots.of(operands[1], line) * LANES;
    const b = operands.length > 2 ? slots.of(operands[2], line) * LANES : a;
    return ({ registers: r }, mask) => {
      if (mask === ALL_LANES) return run(r, d, a, b, LANES);
      for (let l = 0; l < lanes; l++) if ((mask >>> l) & 1) run(r, d + l, a + l, b + l, 1);
    };
  };
}

function lanes3(run: Lanes3): Builder {
  return ({ operands, line }, slots) => {
    const d = slots.of(operands[0], line) * LANES;
    const a = slots.of(operands[1], line) * LANES;
    const b = slots.of(operands[2], line) * LANES;
    const c = slots.of(operands[3], line) * LANES;
    return ({ registers: r }, mask) => {
      if (mask === ALL_LANES) return run(r, d, a, b, c, LANES);
      for (let l = 0; l < lanes; l++) if ((mask >>> l) & 1) run(r, d + l, a + l, b + l, c + l, 1);
    };
  };
}

function map1(f: (a: number) => number): Builder {
  return lanes1((r, d, a, count) => {
    for (let l = 0; l < count; l++) r[d + l] = f(r[a + l] as number);
  });
}

function map2(f: (a: number, b: number) => number): Builder {
  return lanes2((r, d, a, b, count) => {
    for (let l = 0; l < count; l++) r[d + l] = f(r[a + l] as number, r[b + l] as number);
  });
}

const insertField: Builder = ({ operands, line }, slots) => {
  const [d = 0, a = 0, b = 0, c = 0, e = 0] = operands.map((operand) => slots.of(operand, line) * LANES);
  return ({ registers: r }, mask) => {
    for (let l = 0; l < lanes; l++) {
      if ((mask >>> l) & 1) {
        r[d + l] = insertBits(r[a + l] as number, r[b + l] as number, r[c + l] as number, r[e + l] as number);
      }
    }
  };
};

/** A 64-bit operation on (low, high) words of one lane; the callback writes its result to `out`. */
type Wide = (aLow: number, aHigh: number, bLow: number, bHigh: number, out: [number, number]) => void;

function wide(f: Wide): Builder {
  const out: [number, number] = [0, 0];
  return lanes2((r, d, a, b, count) => {
    for (let l = 0; l < count; l++) {
      f(r[a + l] as number, r[a + lanes + l] as number, r[b + l] as number, r[b + lanes + l] as number, out);
      r[d + l] = out[0];
      r[d + lanes + l] = out[1];
    }
  });
}

const copyWide: Wide = (low, high, _b, _c, out) => {
  out[0] = low;
  out[1] = high;
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
const flag = (value: boolean): number => (value ? 1 : 0);

/*
 * What a kernel does by the million has a loop of its own, which the engine compiles as one. A loop that is shared, and
 * calls what it is given, takes several times as long.
 */
const move: Lanes1 = (r, d, a, count) => {
  for (let l = 0; l < count; l++) r[d + l] = r[a + l] as number;
};
const xor: Lanes2 = (r, d, a, b, count) => {
  for (let l = 0; l < count; l++) r[d + l] = (r[a + l] as number) ^ (r[b + l] as number);
};
const and: Lanes2 = (r, d, a, b, count) => {
  for (let l = 0; l < count; l++) r[d + l] = (r[a + l] as number) & (r[b + l] as number);
};
const add: Lanes2 = (r, d, a, b, count) => {
  for (let l = 0; l < count; l++) r[d + l] = (r[a + l] as number) + (r[b + l] as number);
};
const multiplyLow: Lanes2 = (r, d, a, b, count) => {
  for (let l = 0; l < count; l++) r[d + l] = Math.imul(r[a + l] as number, r[b + l] as number);
};
const multiplyAdd: Lanes3 = (r, d, a, b, c, count) => {
  for (let l = 0; l < count; l++) {
    r[d + l] = Math.imul(r[a + l] as number, r[b + l] as number) + (r[c + l] as number);
  }
};
const shiftRight: Lanes2 = (r, d, a, b, count) => {
  for (let l = 0; l < count; l++) {
    const by = (r[b + l] as number) >>> 0;
    r[d + l] = by >= 32 ? 0 : (r[a + l] as number) >>> by;
  }
};
const funnelLeft: Lanes3 = (r, d, a, b, c, count) => {
  for (let l = 0; l < count; l++) {
    const shift = (r[c + l] as number) & 31;
    const high = r[b + l] as number;
    r[d + l] = shift === 0 ? high : (high << shift) | ((r[a + l] as number) >>> (32 - shift));
  }
};
const funnelRight: Lanes3 = (r, d, a, b, c, count) => {
  for (let l = 0; l < count; l++) {
    const shift = (r[c + l] as number) & 31;
    const low = r[a + l] as number;
    r[d + l] = shift === 0 ? low : (low >>> shift) | ((r[b + l] as number) << (32 - shift));
  }
};
const select: Lanes3 = (r, d, a, b, c, count) => {
  for (let l = 0; l < count; l++) r[d + l] = r[(r[c + l] === 0 ? b : a) + l] as number;
};
const permute: Lanes3 = (r, d, a, b, c, count) => {
  for (let l = 0; l < count; l++) {
    r[d + l] = permuteBytes(r[a + l] as number, r[b + l] as number, r[c + l] as number);
  }
};
const dotProduct: Lanes3 = (r, d, a, b, c, count) => {
  for (let l = 0; l < count; l++) {
    r[d + l] = dotProduct4(r[a + l] as number, r[b + l] as number, r[c + l] as number);
  }
};
const addWide: Lanes2 = (r, d, a, b, count) => {
  for (let l = 0; l < count; l++) {
    const low = ((r[a + l] as number) >>> 0) + ((r[b + l] as number) >>> 0);
    r[d + lanes + l] =
      (r[a + lanes + l] as number) + (r[b + lanes + l] as number) + (low > 0xffff_ffff ? 1 : 0);
    r[d + l] = low;
  }
};

/** Register arithmetic by opcode. What is missing here does not occur in our kernels and is an error. */
export const ARITHMETIC: Readonly<Record<string, Builder>> = {
  "mov.u32": lanes1(move),
  "mov.b32": lanes1(move),
  "mov.pred": lanes1(move),
  "not.b32": map1((a) => ~a),
  "xor.b32": lanes2(xor),
  "and.b32": lanes2(and),
  "or.b32": map2((a, b) => a | b),
  "and.pred": lanes2(and),
  "or.pred": map2((a, b) => a | b),
  "add.s32": lanes2(add),
  "sub.s32": map2((a, b) => (a - b) | 0),
  "min.u32": map2((a, b) => (a >>> 0 < b >>> 0 ? a : b)),
  "mul.lo.s32": lanes2(multiplyLow),
  "mul.hi.u32": map2(multiplyHigh),
  // Division by zero gives all ones on the hardware.
  "div.u32": map2((a, b) => (b === 0 ? -1 : Math.floor((a >>> 0) / (b >>> 0)) | 0)),
  "shl.b32": map2(shiftLeft),
  "shr.u32": lanes2(shiftRight),
  "setp.eq.s32": map2((a, b) => flag(a === b)),
  "setp.eq.b32": map2((a, b) => flag(a === b)),
  "setp.eq.u32": map2((a, b) => flag(a === b)),
  "setp.ne.s32": map2((a, b) => flag(a !== b)),
  "setp.ne.b32": map2((a, b) => flag(a !== b)),
  "setp.ge.u32": map2((a, b) => flag(a >>> 0 >= b >>> 0)),
  "setp.gt.u32": map2((a, b) => flag(a >>> 0 > b >>> 0)),
  "setp.lt.u32": map2((a, b) => flag(a >>> 0 < b >>> 0)),
  "setp.le.u32": map2((a, b) => flag(a >>> 0 <= b >>> 0)),
  "shf.l.wrap.b32": lanes3(funnelLeft),
  "shf.r.wrap.b32": lanes3(funnelRight),
  "prmt.b32": lanes3(permute),
  "mad.lo.s32": lanes3(multiplyAdd),
  "selp.b32": lanes3(select),
  "dp4a.s32.s32": lanes3(dotProduct),
  "bfi.b32": insertField,
  "mov.b64": wide(copyWide),
  "mov.u64": wide(copyWide),
  "cvta.to.global.u64": wide(copyWide),
  "add.s64": lanes2(addWide),
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
