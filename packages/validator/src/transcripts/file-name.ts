/** Names of our files begin with the time, so that their order is their age. */
const FILE_NAME = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z-[0-9a-f]{8}-[0-9a-f]{16}\.json$/;

/** `20261120T124500123Z-6ba7b810-<digest>.json`; `digest` is 64 hex digits. */
export function transcriptFileName(startedAtMs: number, executorId: string, digest: string): string {
  const time = new Date(startedAtMs).toISOString().replace(/[-:.]/g, "");
  return `${time}-${executorId.slice(0, 8)}-${digest.slice(0, 16)}.json`;
}

/** The time that a name of ours begins with, milliseconds since 1970; `undefined` for any other name. */
export function startedAtOf(name: string): number | undefined {
  const [, ...parts] = FILE_NAME.exec(name) ?? [];
  const [year, month, day, hour, minute, second, ms] = parts.map(Number);
  if (year === undefined || month === undefined) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}
