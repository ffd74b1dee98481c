/** One operand of a PTX instruction, as written. */
export type Operand =
  | { readonly kind: "register"; readonly name: string }
  | { readonly kind: "immediate"; readonly value: bigint }
  | { readonly kind: "memory"; readonly base: string; readonly offset: number }
  | { readonly kind: "vector"; readonly elements: readonly Operand[] }
  | { readonly kind: "pair"; readonly first: string; readonly second: string }
  | { readonly kind: "symbol"; readonly name: string };

export interface Instruction {
  readonly opcode: string;
  readonly operands: readonly Operand[];
  /** Register that guards the instruction, and whether it runs when that is false. */
  readonly guard?: { readonly register: string; readonly negated: boolean };
  /** Line in the PTX text, from 1. */
  readonly line: number;
}

export interface Parameter {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
}

export interface Kernel {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly parameterBytes: number;
  readonly maxThreads: number;
  readonly instructions: readonly Instruction[];
  /** Index of the instruction behind each label. */
  readonly labels: ReadonlyMap<string, number>;
  /** Static shared memory: offset of each variable. */
  readonly shared: ReadonlyMap<string, number>;
  readonly staticSharedBytes: number;
}

export interface PtxModule {
  readonly version: string;
  readonly target: string;
  readonly kernels: ReadonlyMap<string, Kernel>;
}

/** The emulator met PTX that it does not understand: an error, never a guess. */
export class PtxSyntaxError extends Error {
  override readonly name = "PtxSyntaxError";
  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`);
  }
}

const SCALAR_BYTES: Readonly<Record<string, number>> = {
  b8: 1,
  u8: 1,
  s8: 1,
  b16: 2,
  u16: 2,
  b32: 4,
  u32: 4,
  s32: 4,
  f32: 4,
  b64: 8,
  u64: 8,
  s64: 8,
};

/** Parses the text of a PTX file as nvcc writes it: entries with parameters, registers, shared variables and code. */
export function parsePtx(text: string): PtxModule {
  const version = /^\.version\s+(\S+)/m.exec(text)?.[1] ?? "";
  const target = /^\.target\s+(\S+)/m.exec(text)?.[1] ?? "";
  const external = new Map<string, number>();
  // Dynamic shared memory begins behind all static variables, which is address 0 in a kernel without any.
  for (const [, name] of text.matchAll(/^\.extern \.shared .*?\s(\w+)\[\];/gm)) external.set(name ?? "", 0);

  const kernels = new Map<string, Kernel>();
  for (const match of text.matchAll(
    /^\.visible \.entry (\w+)\(([\s\S]*?)\)\s*([\s\S]*?)^\{\n([\s\S]*?)^\}/gm,
  )) {
    const [whole, name = "", parameters = "", directives = "", body = ""] = match;
    const firstLine = text.slice(0, match.index + whole.length - body.length - 1).split("\n").length;
    const threads = /\.maxntid\s+(\d+)/.exec(directives)?.[1];
    kernels.set(name, parseKernel(name, parameters, Number(threads ?? 1024), body, firstLine, external));
  }
  return { version, target, kernels };
}

function parseKernel(
  name: string,
  parameterText: string,
  maxThreads: number,
  body: string,
  firstLine: number,
  external: ReadonlyMap<string, number>,
): Kernel {
  const { parameters, parameterBytes } = parseParameters(parameterText);
  const instructions: Instruction[] = [];
  const labels = new Map<string, number>();
  const shared = new Map(external);
  let staticSharedBytes = 0;
  let pending = "";
  body.split("\n").forEach((raw, index) => {
    const line = firstLine + index;
    let text = raw.replace(/\/\/.*$/, "").trim();
    const label = /^(\$?\w+):/.exec(text);
    if (label && pending === "") {
      labels.set(label[1] ?? "", instructions.length);
      text = text.slice(label[0].length).trim();
    }
    pending += `${pending === "" ? "" : " "}${text}`;
    // Inline assembly comes in braces of its own; an operand list in braces never begins a statement.
    pending = pending.replace(/^(?:[{}]\s*)+/, "");
    for (let end = pending.indexOf(";"); end >= 0; end = pending.indexOf(";")) {
      const statement = pending.slice(0, end).trim();
      pending = pending.slice(end + 1).replace(/^\s*(?:[{}]\s*)*/, "");
      const variable = /^\.shared (?:\.align (\d+) )?\.(\w+) (\w+)(?:\[(\d+)\])?$/.exec(statement);
      if (variable) {
        const [, align = "4", type = "", id = "", count = "1"] = variable;
        staticSharedBytes = alignUp(staticSharedBytes, Number(align));
        shared.set(id, staticSharedBytes);
        staticSharedBytes += scalarBytes(type, line) * Number(count);
      } else if (!statement.startsWith(".")) {
        instructions.push(parseInstruction(statement, line));
      } else if (!/^\.(reg|loc|pragma)\b/.test(statement)) {
        throw new PtxSyntaxError(line, `unknown directive ${statement}`);
      }
    }
  });
  return { name, parameters, parameterBytes, maxThreads, instructions, labels, shared, staticSharedBytes };
}

function parseParameters(text: string): { parameters: Parameter[]; parameterBytes: number } {
  const parameters: Parameter[] = [];
  let end = 0;
  for (const [, align, type = "", name = "", count] of text.matchAll(
    /\.param (?:\.align (\d+) )?\.(\w+)\s+(\w+)(?:\[(\d+)\])?/g,
  )) {
    const size = scalarBytes(type, 0);
    end = alignUp(end, align === undefined ? size : Number(align));
    const bytes = size * Number(count ?? 1);
    parameters.push({ name, offset: end, bytes });
    end += bytes;
  }
  return { parameters, parameterBytes: end };
}

function parseInstruction(statement: string, line: number): Instruction {
  const match = /^(?:@(!?)([%\w]+)\s+)?([a-z][\w.:]*)\s*([\s\S]*)$/.exec(statement);
  if (!match) throw new PtxSyntaxError(line, `not an instruction: ${statement}`);
  const [, negation, guard, opcode = "", rest = ""] = match;
  const operands = splitOperands(rest).map((operand) => parseOperand(operand, line));
  return guard === undefined
    ? { opcode, operands, line }
    : { opcode, operands, guard: { register: guard, negated: negation === "!" }, line };
}

/** Splits at commas outside braces and brackets. */
function splitOperands(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = "";
  for (const character of text) {
    if (character === "{" || character === "[") depth++;
    if (character === "}" || character === "]") depth--;
    if (character === "," && depth === 0) {
      parts.push(current.trim());
      current = "";
    } else current += character;
  }
  if (current.trim() !== "") parts.push(current.trim());
  return parts;
}

function parseOperand(text: string, line: number): Operand {
  if (text.startsWith("{")) {
    return {
      kind: "vector",
      elements: splitOperands(text.slice(1, -1)).map((part) => parseOperand(part, line)),
    };
  }
  if (text.startsWith("[")) {
    const match = /^\[([%$\w.]+)(?:\s*\+\s*(-?\d+))?\]$/.exec(text);
    if (!match) throw new PtxSyntaxError(line, `unknown address ${text}`);
    return { kind: "memory", base: match[1] ?? "", offset: Number(match[2] ?? 0) };
  }
  if (text.includes("|")) {
    const [first = "", second = ""] = text.split("|");
    return { kind: "pair", first, second };
  }
  if (/^-?(0x[0-9a-fA-F]+|\d+)U?$/.test(text)) {
    const digits = text.replace(/U$/, "");
    const value = digits.startsWith("-") ? -BigInt(digits.slice(1)) : BigInt(digits);
    return { kind: "immediate", value };
  }
  if (text.startsWith("%") || text === "accumulate") return { kind: "register", name: text };
  if (/^[$\w]+$/.test(text)) return { kind: "symbol", name: text };
  throw new PtxSyntaxError(line, `unknown operand ${text}`);
}

function scalarBytes(type: string, line: number): number {
  const bytes = SCALAR_BYTES[type];
  if (bytes === undefined) throw new PtxSyntaxError(line, `unknown type .${type}`);
  return bytes;
}

function alignUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
