// cspell:ignore finey hots nmae prot zome
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";

import {
  ConfigError,
  durationMs,
  loadConfig,
  type LoadConfigOptions,
  secretString,
} from "../../src/config/index.js";

const schema = z.strictObject({
  server: z
    .strictObject({
      host: z.string().min(1).default("0.0.0.0"),
      port: z.int().min(1).max(65_535).default(8092),
      is_public: z.boolean().default(false),
    })
    .prefault({}),
  chain: z.strictObject({
    netuid: z.int().min(0),
    network: z.enum(["finney", "test"]).default("finney"),
    endpoints: z.array(z.string()).max(3).default([]),
    weight: z.number().multipleOf(0.5).optional(),
  }),
  fleet: z
    .strictObject({
      interval: durationMs().default(30_000),
      executors: z.array(z.strictObject({ id: z.string(), token: secretString().optional() })).default([]),
      labels: z.record(z.string(), z.strictObject({ zone: z.string() })).default({}),
      limit: z.union([z.int(), z.literal("auto")]).default("auto"),
    })
    .prefault({}),
  jwt_secret: secretString({ minLength: 8 }).optional(),
});

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "kit-config-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(name: string, text: string, mode = 0o600): string {
  const file = join(directory, name);
  writeFileSync(file, text, { mode });
  return file;
}

type Sources = Omit<LoadConfigOptions<typeof schema>, "schema">;
const load = (sources: Sources) => loadConfig({ schema, ...sources });
const loadToml = (text: string, sources: Sources = {}) =>
  load({ file: write("miner.toml", text), ...sources });

/** The problems of a configuration that must be refused, as the operator reads them. */
function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ConfigError) || error.detail.code !== "config/invalid") throw error;
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => line.trim().replaceAll(`${directory}/`, ""));
  }
  throw new Error("the configuration was accepted");
}

const MINIMAL = "[chain]\nnetuid = 39\n";

describe("loadConfig: sources", () => {
  it("fills in defaults", () => {
    expect(loadToml(MINIMAL)).toEqual({
      server: { host: "0.0.0.0", port: 8092, is_public: false },
      chain: { netuid: 39, network: "finney", endpoints: [] },
      fleet: { interval: 30_000, executors: [], labels: {}, limit: "auto" },
    });
  });

  it("prefers flags to the environment to the file to defaults, key by key", () => {
    const file = write("miner.toml", `${MINIMAL}[server]\nhost = "file"\nport = 1\nis_public = true\n`);
    const env = { HEADFRAME_SERVER__PORT: "2", HEADFRAME_CHAIN__NETWORK: "test", OTHER_SERVER__HOST: "no" };
    const { server, chain } = load({
      file,
      env,
      flags: { "chain.network": "finney", "server.host": undefined },
    });
    expect(server).toEqual({ host: "file", port: 2, is_public: true });
    expect(chain.network).toBe("finney");
  });

  it("takes flags nested, and as text of any type", () => {
    const { server, chain } = load({
      flags: { server: { port: "77", host: undefined }, chain: { netuid: 1 } },
    });
    expect(server).toMatchObject({ port: 77, host: "0.0.0.0" });
    expect(chain.netuid).toBe(1);
  });

  it("needs no file when the other sources suffice", () => {
    expect(load({ env: { HEADFRAME_CHAIN__NETUID: "7" } }).chain.netuid).toBe(7);
  });

  it("reads variables with a prefix of its own and skips those said to mean something else", () => {
    const env = { HF_CHAIN__NETUID: "7", HF_CONFIG: "miner.toml", HEADFRAME_CHAIN__NETUID: "8" };
    expect(load({ env, envPrefix: "HF", ignoredEnv: ["HF_CONFIG"] }).chain.netuid).toBe(7);
  });

  it("gives a frozen value, to the last list and table", () => {
    const config = loadToml(`${MINIMAL}endpoints = ["a"]\n[[fleet.executors]]\nid = "x"\n`);
    expect(() => Object.assign(config.server, { port: 1 })).toThrow(TypeError);
    expect(Object.isFrozen(config.chain.endpoints)).toBe(true);
    expect(Object.isFrozen(config.fleet.executors[0])).toBe(true);
  });

  it("replaces a whole length of time, in whichever form the stronger source gives it", () => {
    const file = `${MINIMAL}[fleet]\ninterval = { secs = 5, nanos = 500000000 }\n`;
    const withEnv = (text: string) =>
      loadToml(file, { env: { HEADFRAME_FLEET__INTERVAL: text } }).fleet.interval;
    expect(loadToml(file).fleet.interval).toBe(5500);
    expect(withEnv("1m")).toBe(60_000);
    expect(withEnv('{"secs": 2}')).toBe(2000);
  });

  it.each([
    ["HEADFRAME_CHAIN__ENDPOINTS", "a, b", { chain: { endpoints: ["a", "b"] } }],
    ["HEADFRAME_CHAIN__ENDPOINTS", '["a,b"]', { chain: { endpoints: ["a,b"] } }],
    ["HEADFRAME_CHAIN__ENDPOINTS", "", { chain: { endpoints: [] } }],
    ["HEADFRAME_CHAIN__WEIGHT", "1.5e0", { chain: { weight: 1.5 } }],
    ["HEADFRAME_SERVER__PORT", "8_093", { server: { port: 8093 } }],
    ["HEADFRAME_SERVER__IS_PUBLIC", "TRUE", { server: { is_public: true } }],
    ["HEADFRAME_SERVER__HOST", "8", { server: { host: "8" } }],
    ["HEADFRAME_SERVER", '{"host": "h", "port": 9}', { server: { host: "h", port: 9, is_public: false } }],
    ["HEADFRAME_FLEET__LABELS__EU", '{"zone": "1"}', { fleet: { labels: { eu: { zone: "1" } } } }],
    ["HEADFRAME_FLEET__LABELS__EU__ZONE", "1", { fleet: { labels: { eu: { zone: "1" } } } }],
    ["HEADFRAME_FLEET__LIMIT", "4", { fleet: { limit: 4 } }],
    ["HEADFRAME_FLEET__LIMIT", "auto", { fleet: { limit: "auto" } }],
  ])("parses %s=%s to the type of the key", (name, text, expected) => {
    expect(loadToml(MINIMAL, { env: { [name]: text } })).toMatchObject(expected);
  });

  it("keeps a table that the file leaves empty, and an operator's key named __proto__ harmless", () => {
    const { server, fleet } = loadToml(`${MINIMAL}[server]\n[fleet.labels.__proto__]\nzone = "z"\n`);
    expect(server.port).toBe(8092);
    expect((Object.prototype as { zone?: string }).zone).toBeUndefined();
    expect(Object.keys(fleet.labels).length).toBeLessThanOrEqual(1);
  });
});

describe("loadConfig: problems", () => {
  it("reports all of them at once, each with its key, value, source and what would be right", () => {
    const toml = `
      [server]
      host = ""
      port = "x"
      [chain]
      network = "finey"
      endpoints = ["a", "b", "c", "d"]
      weight = 0.7
      [fleet]
      limit = true
      interval = 30
      [[fleet.executors]]
      id = 3
    `;
    const problems = problemsOf(() => loadToml(toml, { env: { HEADFRAME_SERVER__IS_PUBLIC: "maybe" } }));
    expect(problems).toEqual([
      'server.host: must be at least 1 character long, not "" (in miner.toml)',
      'server.port: must be a number, not "x" (in miner.toml)',
      'server.is_public: must be true or false, not "maybe" (in HEADFRAME_SERVER__IS_PUBLIC)',
      "chain.netuid: must be set",
      'chain.network: must be "finney" or "test", not "finey" (in miner.toml)',
      "chain.endpoints: must be at most 3 items long, not a list (in miner.toml)",
      "chain.weight: must be a multiple of 0.5, not 0.7 (in miner.toml)",
      'fleet.interval: must be a length of time such as "30s" or { secs = 30, nanos = 0 } (in miner.toml)',
      "fleet.executors.0.id: must be a text, not 3 (in miner.toml)",
      'fleet.limit: must be a number or "auto", not true (in miner.toml)',
    ]);
  });

  it.each([
    [{ flags: { "server.port": 0 } }, "server.port: must be at least 1, not 0 (in the command line)"],
    [
      { flags: { "server.port": 65_536 } },
      "server.port: must be at most 65535, not 65536 (in the command line)",
    ],
    [{ flags: { "server.port": 1.5 } }, "server.port: must be a whole number, not 1.5 (in the command line)"],
    [{ flags: { "server.host": ["a"] } }, "server.host: must be a text, not a list (in the command line)"],
    [
      { flags: { "server.host": { a: 1 } } },
      "server.host: must be a text, not a table (in the command line)",
    ],
    [{ flags: { "server.host": 10n } }, "server.host: must be a text, not 10 (in the command line)"],
    [{ flags: { "server.port.x": 1 } }, "server.port: must be a number, not a table"],
    [{ flags: { "server.port.x.y": 1 } }, "server.port: must be a number, not a table"],
    [{ flags: { server: "all" } }, "server: must be a table, not a text (in the command line)"],
    [
      { env: { HEADFRAME_FLEET__EXECUTORS: '[{"token": "hunter2"' } },
      "fleet.executors: must be a list, not a text (in HEADFRAME_FLEET__EXECUTORS)",
    ],
    [
      { flags: { "server.prot": 1 } },
      'there is no key "server.prot"; did you mean "port"? (in the command line)',
    ],
    [
      { env: { HEADFRAME_SERVER__PROT: "1" } },
      'HEADFRAME_SERVER__PROT: there is no key "server.prot"; did you mean "port"? (in the environment)',
    ],
    [
      { env: { HEADFRAME_COLOUR: "red" } },
      'HEADFRAME_COLOUR: there is no key "colour"; known here: server, chain, fleet, jwt_secret, jwt_secret_file (in the environment)',
    ],
    [
      { env: { HEADFRAME_FLEET__EXECUTORS__0: "x" } },
      "HEADFRAME_FLEET__EXECUTORS__0: fleet.executors has no keys inside; give the whole list as JSON (in the environment)",
    ],
    [
      { env: { HEADFRAME_SERVER__PORT__X: "x" } },
      "HEADFRAME_SERVER__PORT__X: server.port has no keys inside (in the environment)",
    ],
    [{ env: { HEADFRAME_SERVER: "{all" } }, "server: must be a table, not a text (in HEADFRAME_SERVER)"],
  ])("names the source: %o", (sources, expected) => {
    expect(problemsOf(() => loadToml(MINIMAL, sources))[0]).toContain(expected);
  });

  it.each([
    ["[serve]\nport = 1\n", 'there is no key "serve"; did you mean "server"? (in miner.toml)'],
    ["[server]\nhots = 1\n", 'there is no key "server.hots"; did you mean "host"? (in miner.toml)'],
    ['[[fleet.executors]]\nid = "a"\nnmae = "b"\n', "known here: id, token, token_file (in miner.toml)"],
    ["[fleet.labels.eu]\nzome = 1\n", 'there is no key "fleet.labels.eu.zome"; did you mean "zone"?'],
  ])("refuses the unknown key in %j with the nearest known name", (toml, expected) => {
    expect(problemsOf(() => loadToml(`${MINIMAL}${toml}`)).join("\n")).toContain(expected);
  });

  it("shortens a long value", () => {
    const [problem] = problemsOf(() => loadToml(MINIMAL, { flags: { "chain.network": "n".repeat(500) } }));
    expect(problem?.length).toBeLessThan(180);
  });

  it("tells how to see a sample", () => {
    const run = (exampleCommand?: string) => () => load({ exampleCommand });
    expect(run("miner config example")).toThrow(
      expect.objectContaining({ hint: '"miner config example" prints a sample with every key' }),
    );
    expect(run()).toThrow(expect.objectContaining({ hint: "correct these keys and start again" }));
  });
});

describe("loadConfig: the file itself", () => {
  it("names a file that is not there and the command that makes one", () => {
    const file = join(directory, "none.toml");
    const hint = `"miner config example > ${file}" writes a sample to begin with`;
    expect(() => load({ file, exampleCommand: "miner config example" })).toThrow(
      expect.objectContaining({
        code: "config/missing-file",
        message: `there is no configuration file ${file}`,
        hint,
      }),
    );
    expect(() => load({ file })).toThrow(
      expect.objectContaining({ hint: "check the path given with --config" }),
    );
  });

  it.each([
    ["a directory", () => directory],
    ["a device", () => "/dev/null"],
  ])("names a file that cannot be read: %s", (kind, path) => {
    expect(() => load({ file: path() })).toThrow(
      expect.objectContaining({
        code: "config/unreadable-file",
        message: `cannot read the configuration file ${path()}: it is ${kind}, not a file`,
      }),
    );
  });

  it.each([
    ["[chain]\nnetuid = = 3\n", 2, "the value of netuid cannot be read"],
    ["[chain]\nnetuid : 3\n", 2, "this line cannot be read"],
    ["[chain]\nnetuid = 3\nnetuid = 4\n", 3, "netuid"],
  ])("points at the line of a mistake in the syntax: %j", (text, line, message) => {
    const file = write("miner.toml", text);
    expect(() => load({ file })).toThrow(
      expect.objectContaining({
        detail: expect.objectContaining({ code: "config/syntax", file, line }),
        message: expect.stringContaining(message),
      }),
    );
  });

  it("does not print the value of a line that it cannot read: it could be a secret", () => {
    const file = write("miner.toml", 'jwt_secret = "hunter2-hunter2\n');
    expect(() => load({ file })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
    );
  });
});

describe("loadConfig: secrets", () => {
  const reveal = (sources: Sources) =>
    load({ flags: { "chain.netuid": 1 }, ...sources }).jwt_secret?.reveal();

  it("reads <key>_file in place of the key, without the newline at its end", () => {
    const secretFile = write("jwt", "from-a-file\n");
    expect(reveal({ file: write("m.toml", `jwt_secret_file = "${secretFile}"\n`) })).toBe("from-a-file");
    expect(reveal({ env: { HEADFRAME_JWT_SECRET_FILE: secretFile } })).toBe("from-a-file");
  });

  it("reads it inside the tables of a list too", () => {
    const toml = `${MINIMAL}[[fleet.executors]]\nid = "a"\ntoken_file = "${write("token", "abc")}"\n`;
    expect(loadToml(toml).fleet.executors[0]?.token?.reveal()).toBe("abc");
  });

  it("lets either form in a stronger source replace the other in a weaker one", () => {
    const secretFile = write("jwt", "from-a-file");
    const withFile = write("a.toml", `jwt_secret_file = "${join(directory, "gone")}"\n`);
    const withText = write("b.toml", `jwt_secret = "from-the-toml"\n`);
    expect(reveal({ file: withFile, env: { HEADFRAME_JWT_SECRET: "from-the-env" } })).toBe("from-the-env");
    expect(reveal({ file: withText, env: { HEADFRAME_JWT_SECRET_FILE: secretFile } })).toBe("from-a-file");
  });

  it("refuses both in one place", () => {
    const toml = `jwt_secret = "long-enough"\njwt_secret_file = "x"\n${MINIMAL}`;
    expect(problemsOf(() => loadToml(toml))).toEqual([
      "jwt_secret_file: give either jwt_secret or jwt_secret_file, not both (in miner.toml)",
    ]);
  });

  it("warns when others can read the file, and only then", () => {
    const warnings: string[] = [];
    const onWarning = (warning: string): void => void warnings.push(warning);
    const file = write("jwt", "long-enough");
    reveal({ env: { HEADFRAME_JWT_SECRET_FILE: file }, onWarning });
    expect(warnings).toEqual([]);
    chmodSync(file, 0o640);
    reveal({ env: { HEADFRAME_JWT_SECRET_FILE: file }, onWarning });
    expect(warnings).toEqual([
      `${file} has permissions 0640: others can read this secret; run: chmod 600 ${file}`,
    ]);
  });

  it.each([
    ["a file that is not there", () => join(directory, "gone"), "cannot read the secret file"],
    ["a device", () => "/dev/null", "cannot read the secret file /dev/null: it is a device, not a file"],
    ["an empty file", () => write("jwt", "\n"), "is empty"],
    ["a file too large for a secret", () => write("jwt", "x".repeat(65_537)), "is too large to be a secret"],
  ])("reports %s once, at the key that named it", (_, makeFile, expected) => {
    const env = { HEADFRAME_JWT_SECRET_FILE: makeFile() };
    const problems = problemsOf(() => loadToml(MINIMAL, { env }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^jwt_secret_file: /);
    expect(problems[0]).toContain(expected);
  });

  it("refuses a path that is no text", () => {
    expect(problemsOf(() => loadToml(`jwt_secret_file = 3\n${MINIMAL}`))).toEqual([
      "jwt_secret_file: must be the path of a file (in miner.toml)",
    ]);
  });

  it("never shows a secret, whatever is wrong with it", () => {
    const required = z.strictObject({ jwt_secret: secretString({ minLength: 8 }) });
    const problems = (flags: Record<string, unknown>) =>
      problemsOf(() => loadConfig({ schema: required, flags }));
    expect(problems({ jwt_secret: "hunter2" })).toEqual([
      "jwt_secret: must have at least 8 characters, not 7 (in the command line)",
    ]);
    expect(problems({ jwt_secret: 1234567 })).toEqual(["jwt_secret: must be a text (in the command line)"]);
    expect(problems({})).toEqual([
      "jwt_secret: must be set, or jwt_secret_file must name a file that holds it",
    ]);
  });
});

describe("loadConfig: rules across keys", () => {
  it("reports them at the key that they name, or for the whole", () => {
    const crossed = z
      .strictObject({ min: z.int().default(1), max: z.int().default(5) })
      .refine(({ min, max }) => min <= max, { path: ["min"], message: "must not be above max" })
      .refine(({ max }) => max !== 13, { message: "13 is unlucky" });
    const problems = (flags: Record<string, unknown>) =>
      problemsOf(() => loadConfig({ schema: crossed, flags }));
    expect(problems({ min: 9 })).toEqual(["min: must not be above max (in the command line)"]);
    expect(problems({ max: 13 })).toEqual(["13 is unlucky"]);
  });
});
