import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";

import { AppError, packageVersion } from "../../src/index.js";
import { EXIT_CODE, runCli, type RunCliOptions } from "../../src/cli/index.js";
import { addConfigCommands, secretString } from "../../src/config/index.js";
import { Sink } from "../support/sink.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "kit-cli-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

async function run(build: RunCliOptions["build"], argv: string[], env: Record<string, string> = {}) {
  const [stdout, stderr] = [new Sink(), new Sink()];
  const options = {
    name: "miner",
    version: "1.2.3",
    description: "Runs a miner.",
    build,
    argv,
    env,
    stdout,
    stderr,
  };
  const code = await runCli(options);
  return { code, out: stdout.text, err: stderr.text };
}

const failing = (error: unknown) => (program: Parameters<RunCliOptions["build"]>[0]) =>
  void program.action(() => Promise.reject(error));

describe("runCli", () => {
  it("prints help and version and exits 0", async () => {
    const help = await run(() => undefined, ["--help"]);
    expect(help.code).toBe(0);
    for (const part of ["Usage: miner", "Runs a miner.", "--log-level", "--version"])
      expect(help.out).toContain(part);
    expect(await run(() => undefined, ["--version"])).toEqual({ code: 0, out: "1.2.3\n", err: "" });
  });

  it.each([
    [["--nope"], "unknown option '--nope'"],
    [["--log-level", "loud"], "Allowed choices are trace, debug, info, warn, error"],
    [["inner", "--nope"], "unknown option '--nope'"],
    [["inner", "too", "many"], "too many arguments"],
  ])("exits 64 with the reason and where to look for %j", async (argv, reason) => {
    const build: RunCliOptions["build"] = (program) => {
      program
        .command("inner")
        .allowExcessArguments(false)
        .action(() => undefined);
      program.action(() => undefined);
    };
    const { code, err } = await run(build, argv);
    expect(code).toBe(EXIT_CODE.usage);
    expect(err).toContain(reason);
    expect(err).toContain('hint: "miner --help" lists commands and options');
  });

  it("exits 64 with the help when a command is missing", async () => {
    const { code, err } = await run((program) => void program.command("inner"), []);
    expect(code).toBe(EXIT_CODE.usage);
    expect(err).toContain("Usage: miner");
  });

  it("exits 2 with the sentence and the remedy of an expected failure, without a stack", async () => {
    const error = new AppError({ code: "wallet/missing" }, "there is no wallet alice", { hint: "make one" });
    expect(await run(failing(error), [])).toEqual({
      code: EXIT_CODE.failure,
      out: "",
      err: "error: there is no wallet alice\nhint: make one\n",
    });
    const { err } = await run(failing(new AppError({ code: "wallet/missing" }, "no wallet")), []);
    expect(err).toBe("error: no wallet\n");
  });

  it.each([
    ["an error", new TypeError("x is undefined"), /TypeError: x is undefined\n\s+at /],
    ["an error without a stack", Object.assign(new Error("bare"), { stack: undefined }), /bare/],
    ["something else", "words", /words/],
  ])("exits 70 with what there is to find the defect for %s", async (_, error, expected) => {
    const { code, err } = await run(failing(error), []);
    expect(code).toBe(EXIT_CODE.unexpected);
    expect(err).toMatch(expected);
  });

  it("exits with the code that a command sets, and gives it the level asked for", async () => {
    let level: string | undefined;
    const build: RunCliOptions["build"] = (program, context) =>
      void program.command("check").action(() => {
        level = context.logLevel();
        context.setExitCode(1);
      });
    expect((await run(build, ["check", "--log-level", "debug"])).code).toBe(1);
    expect(level).toBe("debug");
    await run(build, ["check"]);
    expect(level).toBeUndefined();
  });

  it("leaves no listener on the process", async () => {
    const count = () =>
      ["SIGINT", "SIGTERM", "SIGHUP", "uncaughtException", "unhandledRejection"].map((name) =>
        process.listenerCount(name),
      );
    const before = count();
    await run(failing(new Error("x")), []);
    expect(count()).toEqual(before);
  });
});

describe("addConfigCommands", () => {
  const schema = z.strictObject({
    port: z.int().min(1).default(80).describe("Where to listen."),
    name: z.string(),
    secret: secretString().optional(),
    logging: z.strictObject({ level: z.string().default("info") }).prefault({}),
  });
  const build: RunCliOptions["build"] = (program, context) => {
    const load = addConfigCommands(program, context, {
      schema,
      defaultFile: join(directory, "miner.toml"),
      examples: { name: "box" },
      flags: () => ({ port: program.getOptionValue("port") }),
    });
    program.option("--port <n>").action(() => void context.stdout.write(JSON.stringify(load())));
  };
  const configure = (text: string, name = "miner.toml") => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };

  it("checks the file given, before or after the command", async () => {
    const file = configure('name = "a"\n', "other.toml");
    const expected = { code: 0, out: `${file} is valid\n`, err: "" };
    expect(await run(build, ["--config", file, "config", "check"])).toEqual(expected);
    expect(await run(build, ["config", "check", "-c", file])).toEqual(expected);
  });

  it("exits 2 with all problems and how to see a sample", async () => {
    configure('prot = 1\nport = "x"\n');
    const { code, err } = await run(build, ["config", "check"]);
    expect(code).toBe(2);
    expect(err).toContain('did you mean "port"?');
    expect(err).toContain("name: must be set");
    expect(err).toContain('hint: "miner config example" prints a sample with every key');
  });

  it("prints what is in effect from flags, level, environment and default file", async () => {
    configure('name = "a"\nsecret = "hunter2"\n');
    const argv = ["config", "print", "--port", "81", "--log-level", "warn"];
    const { out } = await run(build, argv, { HEADFRAME_NAME: "b" });
    expect(out).toBe('port = 81\nname = "b"\nsecret = "<set>"\n\n[logging]\nlevel = "warn"\n');
  });

  it("needs no file, and says so", async () => {
    const { out } = await run(build, ["config", "check"], { HEADFRAME_NAME: "b" });
    expect(out).toBe("the configuration is valid\n");
  });

  it("prints a sample that passes its own check", async () => {
    const { out } = await run(build, ["config", "example"]);
    expect(out).toContain("# Where to listen.");
    const file = configure(out);
    expect((await run(build, ["config", "check", "-c", file])).code).toBe(0);
  });

  it("loads for the program's own commands, warnings going to the standard error", async () => {
    const secretFile = configure("hunter2\n", "secret");
    const env = { HEADFRAME_NAME: "b", HEADFRAME_SECRET_FILE: secretFile };
    const { out, err } = await run(build, ["--port", "82"], env);
    expect(JSON.parse(out)).toMatchObject({
      port: 82,
      name: "b",
      secret: "<set>",
      logging: { level: "info" },
    });
    expect(err).toMatch(/^warning: .*others can read this secret/);
  });
});

describe("packageVersion", () => {
  it("reads the package.json nearest above the module", () => {
    writeFileSync(join(directory, "package.json"), '{"version": "9.8.7"}');
    expect(packageVersion(pathToFileURL(join(directory, "dist", "cli", "main.js")).href)).toBe("9.8.7");
    writeFileSync(join(directory, "package.json"), "{}");
    expect(packageVersion(pathToFileURL(join(directory, "main.js")).href)).toBe("0.0.0");
    mkdirSync(join(directory, "odd", "package.json"), { recursive: true });
    expect(() => packageVersion(pathToFileURL(join(directory, "odd", "main.js")).href)).toThrow("EISDIR");
    expect(() => packageVersion("file:///none/main.js")).toThrow("no package.json above /none/main.js");
  });

  it("is that of this package for its own modules", () => {
    const manifest = fileURLToPath(new URL("../../package.json", import.meta.url));
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
    expect(packageVersion(import.meta.url)).toBe(version);
  });
});

describe("runCli in a process of its own", () => {
  const index = new URL("../../dist/cli/index.js", import.meta.url).href;

  /** Runs `action` as the program's action; `once` is called with the child when it prints a line. */
  async function spawnCli(
    action: string,
    onLine: (line: string, kill: (signal: NodeJS.Signals) => void, stopReading: () => void) => void,
  ) {
    const main = join(directory, "main.mjs");
    writeFileSync(
      main,
      `import { runCli } from ${JSON.stringify(index)};
      void runCli({ name: "p", version: "1", description: "d", argv: [], build: (program, context) => {
        program.action(async () => { ${action} });
      } }).then((code) => { process.exitCode = code; });`,
    );
    const child = spawn(process.execPath, [main], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let err = "";
    child.stderr.on("data", (chunk: Buffer) => void (err += chunk.toString()));
    child.stdout.on("data", (chunk: Buffer) =>
      onLine(
        chunk.toString().trim(),
        (signal) => void child.kill(signal),
        () => void child.stdout.destroy(),
      ),
    );
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { code, err };
  }

  const waitForSignal = `
    const alive = setTimeout(() => undefined, 20_000);
    await new Promise((resolve) => {
      context.signal.addEventListener("abort", resolve, { once: true });
      console.log("ready");
    });
    clearTimeout(alive);`;

  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "exits 0 after %s once the command has ended well",
    async (signal) => {
      const { code, err } = await spawnCli(waitForSignal, (_, kill) => kill(signal));
      expect({ code, err }).toEqual({ code: 0, err: "" });
    },
  );

  it("exits 130 when the signal cuts the command short", async () => {
    const action = `${waitForSignal} context.signal.throwIfAborted();`;
    expect(await spawnCli(action, (_, kill) => kill("SIGINT"))).toEqual({ code: 130, err: "" });
  });

  it("exits 130 at once at the second signal", async () => {
    const action = `${waitForSignal} console.log("draining"); await new Promise((r) => setTimeout(r, 20_000));`;
    expect(await spawnCli(action, (_, kill) => kill("SIGTERM"))).toEqual({ code: 130, err: "" });
  });

  it("takes a terminal that hangs up twice for one stop, and finishes it", async () => {
    const action = `${waitForSignal} console.log("draining"); await new Promise((r) => setTimeout(r, 100));
      console.error("done");`;
    expect(await spawnCli(action, (_, kill) => kill("SIGHUP"))).toEqual({ code: 0, err: "done\n" });
  });

  it.each([
    ["", ""],
    ["throw context.signal.reason;", ""],
    ['console.error("tidied up");', "tidied up\n"],
  ])("stops quietly, with 0, when nobody reads its output any more: %s", async (afterwards, said) => {
    const action = `
      while (!context.signal.aborted) {
        process.stdout.write("x".repeat(4096) + "\\n");
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      ${afterwards}`;
    expect(await spawnCli(action, (_, __, stopReading) => stopReading())).toEqual({ code: 0, err: said });
  });

  it("ends with 0 also when it has ended before it can know that nobody reads", async () => {
    const action = `context.stdout.write("x\\n"); await new Promise((r) => setTimeout(r, 100));
      for (let line = 0; line < 1000; line++) context.stdout.write("x".repeat(4096));`;
    expect(await spawnCli(action, (_, __, stopReading) => stopReading())).toEqual({ code: 0, err: "" });
  });

  it("exits 70 when a rejection or a throw reaches nobody", async () => {
    const stray = `void Promise.reject(new Error("stray")); await new Promise((r) => setTimeout(r, 20_000));`;
    const { code, err } = await spawnCli(stray, () => undefined);
    expect(code).toBe(70);
    expect(err).toContain("Error: stray");
  });
});
