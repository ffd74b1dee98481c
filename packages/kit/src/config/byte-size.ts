import { z } from "zod";

import { configForms } from "./config-form.js";

/** Decimal units as on a disk's label, binary units as IEC 80000-13 names them. */
const UNITS_BYTES = {
  B: 1,
  KB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  TB: 1000 ** 4,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
} as const;
type Unit = keyof typeof UNITS_BYTES;

const SIZE = new RegExp(`^(\\d+(?:\\.\\d+)?) ?(${Object.keys(UNITS_BYTES).join("|")})$`);

export interface ByteSizeLimits {
  /** Default: 1. */
  readonly minBytes?: number;
  /** Default: 2^53 − 1. */
  readonly maxBytes?: number;
}

/**
 * A key that holds an amount of memory or disk, read as a number of bytes.
 *
 * Accepts `"64KiB"`, `"100MB"`, `"1.5GiB"` and a whole number of bytes. Defaults are given in bytes.
 */
export function byteSize(limits: ByteSizeLimits = {}) {
  const { minBytes = 1, maxBytes = Number.MAX_SAFE_INTEGER } = limits;
  const schema = z.unknown().transform((value, context): number => {
    const refuse = (message: string): never => {
      context.issues.push({ code: "custom", message, input: value });
      return z.NEVER;
    };
    const bytes = parseByteSize(value);
    if (bytes === undefined) return refuse('must be a size such as "64MiB", or a whole number of bytes');
    if (bytes < minBytes) return refuse(`must be at least ${formatByteSize(minBytes)}`);
    if (bytes > maxBytes) return refuse(`must be at most ${formatByteSize(maxBytes)}`);
    return bytes;
  });
  configForms.add(schema, { form: "size" });
  return schema;
}

/** Bytes as a person writes them: the largest unit that leaves a whole number. */
export function formatByteSize(bytes: number): string {
  const units: readonly Unit[] = ["TiB", "TB", "GiB", "GB", "MiB", "MB", "KiB", "KB"];
  const unit = units.find((candidate) => bytes !== 0 && bytes % UNITS_BYTES[candidate] === 0) ?? "B";
  return `${bytes / UNITS_BYTES[unit]}${unit}`;
}

function parseByteSize(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  const match = typeof value === "string" ? SIZE.exec(value.trim()) : null;
  return match === null ? undefined : Math.round(Number(match[1]) * UNITS_BYTES[match[2] as Unit]);
}
