import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { LOG_LEVELS, Secret, silentLogger } from "../../src/index.js";
import { createLogger, type CreateLoggerOptions } from "../../src/logging/index.js";
import { Sink } from "../support/sink.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "kit-logs-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function open(options: Partial<CreateLoggerOptions> = {}) {
  const sink = new Sink();
  const { logger, close } = createLogger({ level: "info", format: "json", stdout: sink, ...options });
  const lines = (): Record<string, unknown>[] =>
    sink.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { sink, logger, close, lines };
}

describe("createLogger: json", () => {
  it("writes one object per line with level, ISO time, fields and phrase", () => {
    const { logger, lines } = open();
    logger.child({ component: "fleet" }).info({ executorId: "e-1", gpuCount: 8 }, "executor registered");
    const [line] = lines();
    expect(line).toEqual({
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      component: "fleet",
      executorId: "e-1",
      gpuCount: 8,
      msg: "executor registered",
    });
  });

  it.each(LOG_LEVELS.map((level, index) => [level, LOG_LEVELS.slice(index)] as const))(
    "at level %s writes %j",
    (level, expected) => {
      const { logger, lines } = open({ level });
      for (const each of LOG_LEVELS) logger[each]({}, "x");
      expect(lines().map((line) => line["level"])).toEqual(expected);
    },
  );

  it("redacts by name, two levels deep and in child loggers, and by paths of choice", () => {
    const { logger, sink } = open({ redact: ["deep.er.still.pin"] });
    const secret = "hunter2";
    logger.child({ token: secret }).info(
      {
        password: secret,
        metadata: { authorization: secret },
        wallet: { key: { mnemonic: secret } },
        deep: { er: { still: { pin: secret } } },
        wrapped: new Secret(secret),
      },
      "x",
    );
    expect(sink.text).not.toContain(secret);
    expect(sink.text.match(/<redacted>/g)).toHaveLength(5);
    expect(sink.text).toContain('"wrapped":"<set>"');
  });

  it("writes an error with its type, message, stack and cause", () => {
    const { logger, lines } = open();
    logger.error({ err: new TypeError("outer", { cause: new Error("inner") }) }, "failed");
    const { err } = lines()[0] as { err: { type: string; message: string; stack: string } };
    expect(err).toMatchObject({ type: "TypeError", message: "outer: inner" });
    expect(err.stack).toContain("caused by: Error: inner");
  });
});

describe("createLogger: pretty", () => {
  it("writes for people, in colour on a terminal only", () => {
    const plain = open({ format: "pretty" });
    plain.logger.warn({ port: 8091 }, "axon lost");
    expect(plain.sink.text).toMatch(/^\[\d\d:\d\d:\d\d\.\d{3}\] WARN: axon lost \{"port":8091\}\n$/);

    const terminal = new Sink();
    terminal.isTTY = true;
    const noColor = process.env["NO_COLOR"];
    delete process.env["NO_COLOR"];
    createLogger({ level: "info", format: "pretty", stdout: terminal }).logger.info({}, "up");
    if (noColor !== undefined) process.env["NO_COLOR"] = noColor;
    expect(terminal.text).toContain("\u001b[32mINFO");
  });
});

describe("createLogger: file", () => {
  it("makes the directory, appends, and has written every line once closed", async () => {
    const file = join(directory, "logs", "miner.log");
    for (const run of [1, 2]) {
      const { logger, close } = createLogger({ level: "info", format: "json", stdout: false, file });
      for (let line = 0; line < 500; line++) logger.info({ run, line }, "tick");
      await close();
    }
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(1000);
    expect(statSync(file).mode & 0o007).toBe(0);
  });

  it("writes to both, and in words to the file when pretty, never in colour", async () => {
    const file = join(directory, "miner.log");
    const { logger, close, sink } = open({ format: "pretty", file });
    logger.info({}, "up");
    await close();
    expect(readFileSync(file, "utf8")).toBe(sink.text);
  });

  it("rotates by size and keeps no more files than asked for", async () => {
    const file = join(directory, "miner.log");
    for (let run = 0; run < 6; run++) {
      const { logger, close } = open({ stdout: false, file, maxFileSizeBytes: 2000, maxFiles: 2 });
      for (let line = 0; line < 20; line++) logger.info({ run, line, padding: "x".repeat(100) }, "tick");
      await close();
    }
    const files = readdirSync(directory).toSorted();
    expect(files).toEqual(["miner.log", "miner.log.1", "miner.log.2"]);
    for (const name of files) expect(statSync(join(directory, name)).size).toBeLessThan(3 * 2000);
  });

  it("drops lines while the file cannot be written, says so once, and recovers", async () => {
    const file = join(directory, "miner.log");
    mkdirSync(join(directory, "miner.log.1", "in the way"), { recursive: true });
    const troubles: string[] = [];
    let nowMs = 0;
    const { logger, close } = createLogger(
      {
        level: "info",
        format: "json",
        stdout: false,
        file,
        maxFileSizeBytes: 500,
        maxFiles: 1,
        onFileTrouble: (sentence) => void troubles.push(sentence),
      },
      { nowMs: () => nowMs, monotonicUs: () => 0 },
    );
    for (let line = 0; line < 50; line++) logger.info({ line }, "lost");
    await expect.poll(() => troubles).toEqual([expect.stringContaining(`cannot write the log file ${file}`)]);
    logger.info({}, "lost without a try");

    rmSync(join(directory, "miner.log.1"), { recursive: true });
    nowMs = 60_000;
    logger.info({}, "back");
    await expect.poll(() => troubles.slice(1)).toEqual([`the log file ${file} can be written again`]);
    await close();
    const kept = readdirSync(directory).map((name) => readFileSync(join(directory, name), "utf8"));
    expect(kept.join("")).toContain("back");
    expect(kept.join("")).not.toContain("without a try");
  });

  it("refuses a file that cannot be written, before anything is logged", () => {
    writeFileSync(join(directory, "taken"), "");
    const file = join(directory, "taken", "miner.log");
    expect(() => open({ file })).toThrow(
      expect.objectContaining({ code: "logging/file-unusable", message: expect.stringContaining(file) }),
    );
  });
});

describe("silentLogger", () => {
  it("drops everything, its children too", () => {
    for (const level of LOG_LEVELS) silentLogger.child({ a: 1 })[level]({}, "x");
    expect(silentLogger.child({})).toBe(silentLogger);
  });
});
