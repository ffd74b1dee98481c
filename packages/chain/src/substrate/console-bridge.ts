import type { Logger } from "@headframe/kit";

/** The library prints through these three; each goes to the level that fits it. */
const LEVELS = { log: "debug", warn: "warn", error: "warn" } as const;
type Method = keyof typeof LEVELS;

/** `2026-11-20 12:00:00` and `        API/INIT:`, the first two arguments of everything the library prints. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const ORIGIN = /^ *[A-Z][A-Z0-9/-]*:$/;

const loggers: Logger[] = [];
let restore: (() => void) | undefined;

/**
 * Sends what @polkadot/api prints by itself to `logger` instead, until the returned function is called. It has no
 * other way to be quiet, and a line of its own would break JSON logs. Every other use of the console stays.
 */
export function bridgeConsole(logger: Logger): () => void {
  loggers.push(logger);
  restore ??= install();
  return () => {
    const at = loggers.indexOf(logger);
    if (at !== -1) loggers.splice(at, 1);
    if (loggers.length > 0) return;
    restore?.();
    restore = undefined;
  };
}

function install(): () => void {
  const undo = (Object.keys(LEVELS) as Method[]).map((method) => replace(method));
  return () => {
    for (const restoreMethod of undo) restoreMethod();
  };
}

/* eslint-disable no-console -- the one place that has to take it over */
function replace(method: Method): () => void {
  const original = console[method];
  const bridged = (...values: unknown[]): void => {
    const [timestamp, origin, ...text] = values;
    const logger = loggers.at(-1);
    if (logger && isText(timestamp, TIMESTAMP) && isText(origin, ORIGIN)) {
      logger[LEVELS[method]](
        { origin: origin.trim().slice(0, -1), text: text.map(String).join(" ") },
        "chain library",
      );
    } else {
      original.apply(console, values);
    }
  };
  console[method] = bridged;
  return () => {
    // Somebody may have taken it over after us: theirs stays, and passes through ours.
    if (console[method] === bridged) console[method] = original;
  };
}
/* eslint-enable no-console */

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === "string" && pattern.test(value);
}
