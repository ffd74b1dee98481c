import { z } from "zod";

import { configForms } from "./config-form.js";

const UNITS_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof UNITS_MS;

/** The longest wait of `setTimeout`: it fires at once for anything above (Node's documentation of timers). */
export const MAX_TIMER_MS = 2 ** 31 - 1;

export interface DurationLimits {
  /** Default: 1. */
  readonly minMs?: number;
  /** Default: {@link MAX_TIMER_MS}, about 24.8 days. */
  readonly maxMs?: number;
}

/**
 * A key that holds a length of time, read as a number of milliseconds.
 *
 * Accepts `"500ms"`, `"30s"`, `"5m"`, `"1h"`, `"7d"` and the table `{ secs = 30, nanos = 0 }`; a bare number is refused
 * because it has no unit. Defaults are given in milliseconds: `durationMs().default(30_000)`.
 */
export function durationMs(limits: DurationLimits = {}) {
  const { minMs = 1, maxMs = MAX_TIMER_MS } = limits;
  const schema = z.unknown().transform((value, context): number => {
    const refuse = (message: string): never => {
      context.issues.push({ code: "custom", message, input: value });
      return z.NEVER;
    };
    const ms = parseDuration(value);
    if (ms === undefined) return refuse('must be a length of time such as "30s" or { secs = 30, nanos = 0 }');
    if (ms < minMs) return refuse(`must be at least ${formatDuration(minMs)}`);
    if (ms > maxMs) return refuse(`must be at most ${formatDuration(maxMs)}`);
    return ms;
  });
  configForms.add(schema, { form: "duration" });
  return schema;
}

/** Milliseconds as a person writes them: the largest unit that leaves a whole number. */
export function formatDuration(ms: number): string {
  const units: readonly Unit[] = ["d", "h", "m", "s"];
  const unit =
    units.find((candidate) => ms !== 0 && ms % UNITS_MS[candidate] === 0) ?? (ms === 0 ? "s" : "ms");
  return `${ms / UNITS_MS[unit]}${unit}`;
}

function parseDuration(value: unknown): number | undefined {
  if (typeof value === "string") {
    const match = /^(\d+(?:\.\d+)?) ?(ms|s|m|h|d)$/.exec(value.trim());
    if (match === null) return undefined;
    return Math.round(Number(match[1]) * UNITS_MS[match[2] as Unit]);
  }
  const table = z.strictObject({ secs: z.int().min(0), nanos: z.int().min(0).max(999_999_999).default(0) });
  const parsed = table.safeParse(value);
  return parsed.success ? parsed.data.secs * 1000 + Math.round(parsed.data.nanos / 1e6) : undefined;
}
