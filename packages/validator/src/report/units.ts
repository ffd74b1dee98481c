const PREFIXES = ["", "k", "M", "G", "T", "P", "E"] as const;

/** A number with three significant digits and a decimal prefix: `949 T`, `1.53 G`. */
function withPrefix(value: number): { readonly digits: string; readonly prefix: string } {
  let scaled = value;
  let step = 0;
  // 999.5 would be shown as 1000: it belongs to the next prefix.
  while (scaled >= 999.5 && step < PREFIXES.length - 1) {
    scaled /= 1000;
    step += 1;
  }
  const decimals = scaled >= 99.95 || (step === 0 && Number.isInteger(scaled)) ? 0 : scaled >= 9.995 ? 1 : 2;
  return { digits: scaled.toFixed(decimals), prefix: PREFIXES[step] ?? "" };
}

/** `135 GB`: decimal units, as vendors state memory and bandwidth. */
export function formatBytes(bytes: number): string {
  const { digits, prefix } = withPrefix(bytes);
  return `${digits} ${prefix}B`;
}

/** `4.61 TB/s` */
export function formatBytesPerSecond(rate: number): string {
  return `${formatBytes(rate)}/s`;
}

/** `949 Tops/s`: exact int8 operations. */
export function formatOpsPerSecond(rate: number): string {
  const { digits, prefix } = withPrefix(rate);
  return `${digits} ${prefix}ops/s`;
}

/** Microseconds as milliseconds or seconds: `0.42 ms`, `292 ms`, `5.37 s`. */
export function formatUs(us: number): string {
  const ms = us / 1000;
  if (ms >= 9_999.5) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 999.5) return `${(ms / 1000).toFixed(2)} s`;
  if (ms >= 99.95) return `${ms.toFixed(0)} ms`;
  if (ms >= 9.995) return `${ms.toFixed(1)} ms`;
  return `${ms.toFixed(2)} ms`;
}

/** `92 %`, rounded down: a report never claims more than was shown. */
export function formatFraction(fraction: number): string {
  return `${Math.floor(fraction * 100 + 1e-9)} %`;
}
