import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatBytesPerSecond,
  formatFraction,
  formatOpsPerSecond,
  formatUs,
} from "../../src/report/units.js";

describe("numbers for people", () => {
  it.each([
    [0, "0 B"],
    [128, "128 B"],
    [999.4, "999 B"],
    [999.6, "1.00 kB"],
    [135_560_953_856, "136 GB"],
    [9_994, "9.99 kB"],
    [9_995, "10.0 kB"],
    [99_950, "100 kB"],
  ])("writes %d bytes as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it("writes rates with their unit", () => {
    expect(formatOpsPerSecond(949.92e12)).toBe("950 Tops/s");
    expect(formatBytesPerSecond(3.84e12)).toBe("3.84 TB/s");
  });

  it.each([
    [420, "0.42 ms"],
    [35_792, "35.8 ms"],
    [292_264, "292 ms"],
    [999_499, "999 ms"],
    [999_500, "1.00 s"],
    [5_370_000, "5.37 s"],
    [14_400_000, "14.4 s"],
  ])("writes %d µs as %s", (us, text) => {
    expect(formatUs(us)).toBe(text);
  });

  it("rounds fractions down, never up", () => {
    expect(formatFraction(0.9199)).toBe("91 %");
    expect(formatFraction(0.999)).toBe("99 %");
    expect(formatFraction(0.29)).toBe("29 %");
    expect(formatFraction(1)).toBe("100 %");
  });
});
