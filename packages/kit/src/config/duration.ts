import { z } from "zod";

import { formatDuration, parseDuration } from "../time/duration-text.js";
import { isRawTable } from "./assignment.js";
import { configForms } from "./config-form.js";

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
    const ms = readDuration(value);
    if (ms === undefined)
      return refuse(
        `must be a length of time such as "30s" or { secs = 30, nanos = 0 }${describeUnknownNames(value)}`,
      );
    if (ms < minMs) return refuse(`must be at least ${formatDuration(minMs)}`);
    if (ms > maxMs) return refuse(`must be at most ${formatDuration(maxMs)}`);
    return ms;
  });
  configForms.add(schema, { form: "duration" });
  return schema;
}

const durationTable = z.strictObject({
  secs: z.int().min(0),
  nanos: z.int().min(0).max(999_999_999).default(0),
});

function readDuration(value: unknown): number | undefined {
  if (typeof value === "string") return parseDuration(value);
  const parsed = durationTable.safeParse(value);
  return parsed.success ? parsed.data.secs * 1000 + Math.round(parsed.data.nanos / 1e6) : undefined;
}

function describeUnknownNames(value: unknown): string {
  if (!isRawTable(value)) return "";
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(durationTable.shape, name));
  return unknown.length === 0
    ? ""
    : `; there is no ${unknown.map((name) => JSON.stringify(name)).join(" and no ")}`;
}
