import { inspect } from "node:util";

import { describe, expect, it } from "vitest";
import type { z } from "zod";

import { Secret, formatDuration } from "../../src/index.js";
import {
  byteSize,
  durationMs,
  formatByteSize,
  MAX_TIMER_MS,
  secretString,
  strongSecretString,
} from "../../src/config/index.js";

/** What the type makes of `value`, or its sentence against it. */
function read(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  return result.success ? result.data : result.error.issues[0]?.message;
}

describe("durationMs", () => {
  it.each([
    ["1ms", 1],
    ["500ms", 500],
    ["30s", 30_000],
    ["1.5s", 1500],
    [" 5 m ", 300_000],
    ["1h", 3_600_000],
    ["24d", 2_073_600_000],
    [{ secs: 30, nanos: 0 }, 30_000],
    [{ secs: 0, nanos: 1_500_000 }, 2],
    [{ secs: 3 }, 3000],
  ])("reads %j as %d ms", (value, ms) => {
    expect(read(durationMs(), value)).toBe(ms);
  });

  it.each([
    30,
    "30",
    "s",
    "-1s",
    "1 week",
    "",
    null,
    [],
    { nanos: 5 },
    { secs: -1, nanos: 0 },
    { secs: 1.5, nanos: 0 },
    { secs: 1, nanos: 1_000_000_000 },
  ])("refuses %j, which has no unit or is no length of time", (value) => {
    expect(read(durationMs(), value)).toBe(
      'must be a length of time such as "30s" or { secs = 30, nanos = 0 }',
    );
  });

  it.each([
    [{ secs: 30, nano: 0 }, 'there is no "nano"'],
    [{ seconds: 1, micros: 1 }, 'there is no "seconds" and no "micros"'],
  ])("names what a table may not hold: %j", (value, expected) => {
    expect(read(durationMs(), value)).toBe(
      `must be a length of time such as "30s" or { secs = 30, nanos = 0 }; ${expected}`,
    );
  });

  it("stays within what a timer can wait, and within limits of its own", () => {
    expect(read(durationMs(), `${MAX_TIMER_MS}ms`)).toBe(MAX_TIMER_MS);
    expect(read(durationMs(), `${MAX_TIMER_MS + 1}ms`)).toBe(`must be at most ${MAX_TIMER_MS}ms`);
    expect(read(durationMs(), "0s")).toBe("must be at least 1ms");
    expect(read(durationMs({ minMs: 0 }), "0s")).toBe(0);
    expect(read(durationMs({ minMs: 1000, maxMs: 60_000 }), "999ms")).toBe("must be at least 1s");
    expect(read(durationMs({ minMs: 1000, maxMs: 60_000 }), "61s")).toBe("must be at most 1m");
  });

  it.each([
    [0, "0s"],
    [1, "1ms"],
    [1500, "1500ms"],
    [90_000, "90s"],
    [3_600_000, "1h"],
    [172_800_000, "2d"],
  ])("writes %d ms as %s and reads it back", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
    expect(read(durationMs({ minMs: 0 }), text)).toBe(ms);
  });
});

describe("byteSize", () => {
  it.each([
    [4096, 4096],
    ["64KiB", 65_536],
    ["100 MB", 100_000_000],
    ["1.5GiB", 1_610_612_736],
    ["12B", 12],
  ])("reads %j as %d bytes", (value, bytes) => {
    expect(read(byteSize(), value)).toBe(bytes);
  });

  it.each([1.5, -1, "12", "12iB", "1 XB", "MB", null])("refuses %j", (value) => {
    expect(read(byteSize(), value)).toBe('must be a size such as "64MiB", or a whole number of bytes');
  });

  it("keeps to its limits", () => {
    const schema = byteSize({ minBytes: 1024, maxBytes: 1_000_000 });
    expect(read(schema, 1023)).toBe("must be at least 1KiB");
    expect(read(schema, "1MiB")).toBe("must be at most 1MB");
    expect(read(byteSize(), 0)).toBe("must be at least 1B");
  });

  it.each([
    [0, "0B"],
    [1, "1B"],
    [50 * 1024 * 1024, "50MiB"],
    [2_000_000_000, "2GB"],
  ])("writes %d bytes as %s", (bytes, text) => {
    expect(formatByteSize(bytes)).toBe(text);
  });
});

describe("Secret", () => {
  it("shows itself to nobody but who asks", () => {
    const secret = new Secret("hunter2");
    expect(secret.reveal()).toBe("hunter2");
    const shown = [String(secret), JSON.stringify({ secret }), inspect(secret), inspect({ deep: [secret] })];
    for (const text of shown) {
      expect(text).toContain("<set>");
      expect(text).not.toContain("hunter2");
    }
  });
});

describe("secretString", () => {
  it("reads a text of at least the length asked for", () => {
    expect(read(secretString({ minLength: 3 }), "abc")).toEqual(new Secret("abc"));
    expect(read(secretString({ minLength: 3 }), "ab")).toBe("must have at least 3 characters, not 2");
    expect(read(secretString(), "")).toBe("must have at least 1 characters, not 0");
  });

  it("refuses with the sentence of its owner", () => {
    const schema = secretString({ refuse: (text) => (text === "no" ? "is no" : undefined) });
    expect(read(schema, "no")).toBe("is no");
    expect(read(schema, "yes")).toBeInstanceOf(Secret);
  });
});

describe("strongSecretString", () => {
  it("reads 32 bytes of hexadecimal or more", () => {
    expect(read(strongSecretString(), "0123456789abcdef0123456789abcdef")).toBeInstanceOf(Secret);
  });

  it.each([
    ["your-secure-secret-key", "is the placeholder of a sample file"],
    ["change-me-change-me-change-me-change-me", "is the placeholder of a sample file"],
    ["0123456789abcdef0123456789abcde", "must have at least 32 bytes, not 31"],
    ["ab".repeat(32), "repeats too few different characters"],
  ])("refuses %s and names the command that makes a good one", (text, expected) => {
    const message = read(strongSecretString(), text);
    expect(message).toContain(expected);
    expect(message).toContain("openssl rand -hex 32");
    expect(message).not.toContain(text);
  });
});
