const UNITS_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof UNITS_MS;

/** Milliseconds of a length of time as a person writes it, such as `500ms`, `30s` or `1.5h`; `undefined` if it is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?) ?(ms|s|m|h|d)$/.exec(text.trim());
  return match === null ? undefined : Math.round(Number(match[1]) * UNITS_MS[match[2] as Unit]);
}

/** Milliseconds as a person writes them: the largest unit that leaves a whole number. */
export function formatDuration(ms: number): string {
  const units: readonly Unit[] = ["d", "h", "m", "s"];
  const unit =
    units.find((candidate) => ms !== 0 && ms % UNITS_MS[candidate] === 0) ?? (ms === 0 ? "s" : "ms");
  return `${ms / UNITS_MS[unit]}${unit}`;
}
