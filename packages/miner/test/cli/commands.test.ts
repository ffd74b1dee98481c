import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/db/open.js";
import { runCommandLine } from "../support/run-command.js";
import { FakeExecutor, SHARED_SECRET } from "../support/fake-executor.js";
import { type RunningMiner, startMiner } from "../support/running-miner.js";
import { afterAllTests, temporaryDirectory } from "../support/temporary.js";

let miner: RunningMiner;
let file: string;
const cleanUp = afterAllTests();
beforeAll(async () => {
  const executor = await FakeExecutor.start(cleanUp);
  miner = await startMiner({ executors: { "gpu-1": executor.address }, cleanUp });
  file = join(miner.directory, "miner.toml");
  await writeFile(
    file,
    `[database]
url = "sqlite:${join(miner.directory, "miner.db")}"
[[executor_management.executors]]
id = "gpu-1"
grpc_address = "${executor.address}"
[security]
jwt_secret = "${SHARED_SECRET}"
[api]
port = ${new URL(miner.ready.apiUrl).port}
`,
  );
});

describe("with a running miner", () => {
  test("status says who it is", async () => {
    const { exitCode, stdout } = await runCommandLine(["status", "--config", file]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${miner.hotkey.ss58}, UID ${miner.ready.uid} on subnet 39 of local`);
    const json = await runCommandLine(["status", "--json", "--config", file]);
    expect(JSON.parse(json.stdout)).toMatchObject({ hotkey: miner.hotkey.ss58, uid: miner.ready.uid });
  });

  test("executors list shows the fleet", async () => {
    const { stdout } = await runCommandLine(["executors", "list", "--json", "--config", file]);
    expect(JSON.parse(stdout)).toMatchObject({ executors: [{ alias: "gpu-1" }] });
    const table = await runCommandLine(["executors", "list", "--config", file]);
    expect(table.stdout).toMatch(/^ALIAS +HEALTH +ID +ADDRESS +DEVICES +REASON\ngpu-1 /);
  });

  test("executors readmit names who is meant, or that nobody is", async () => {
    const readmit = await runCommandLine(["executors", "readmit", "gpu-1", "--config", file]);
    expect(readmit).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^gpu-1 is /) });
    const nobody = await runCommandLine(["executors", "readmit", "nobody", "--config", file]);
    expect(nobody).toMatchObject({
      exitCode: 2,
      stderr:
        "error: the miner refused: no executor nobody in this fleet\nhint: `miner executors list` names the executors\n",
    });
  });

  test("executors forget leaves alone what the configuration lists, and says so", async () => {
    const listed = await runCommandLine(["executors", "forget", "gpu-1", "--config", file]);
    expect(listed).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/is listed.*\nhint: remove it from/),
    });
  });

  test("database backup writes a private copy that opens, and never over another file", async () => {
    const copy = join(miner.directory, "copy.db");
    const backup = await runCommandLine(["database", "backup", copy, "--config", file]);
    expect(backup).toMatchObject({ exitCode: 0, stdout: `${copy} written\n` });
    expect((await stat(copy)).mode & 0o777).toBe(0o600);
    const options = { file: copy, minConnections: 0, maxConnections: 1, runMigrations: false };
    const database = await openDatabase(options);
    expect(await database.knex("executors").pluck("alias")).toEqual(["gpu-1"]);
    await database.close();
    const again = await runCommandLine(["database", "backup", copy, "--config", file]);
    expect(again).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^error: cannot write the backup /),
    });
  });
});

test("database migrate brings the schema up to date", async () => {
  const directory = await temporaryDirectory();
  const env = { HEADFRAME_DATABASE__URL: `sqlite:${join(directory, "new.db")}` };
  const list = (): ReturnType<typeof runCommandLine> =>
    runCommandLine(["executors", "list", "--config", file], { ...env, HEADFRAME_API__PORT: "1" });
  expect(await list()).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("hint: run `miner database migrate`"),
  });
  expect(await runCommandLine(["database", "migrate", "--config", file], env)).toMatchObject({ exitCode: 0 });
  expect(await list()).toMatchObject({
    exitCode: 0,
    stderr: expect.stringContaining("no miner answers at http://127.0.0.1:1"),
  });
});

test("status says where it looked when no miner runs", async () => {
  const { exitCode, stderr } = await runCommandLine(["status", "--config", file], {
    HEADFRAME_API__PORT: "1",
  });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /^error: no miner answers at http:\/\/127\.0\.0\.1:1\/api\/v1\/status\nhint: start it with /,
  );
});

test.each([
  ["a missing file", ["--config", "/nowhere/miner.toml"], 2, /^error: .*\/nowhere\/miner\.toml/],
  ["an unknown command", ["dance"], 64, /hint: "miner --help" lists commands and options/],
  ["an unknown option", ["--dance"], 64, /unknown option '--dance'/],
])("answers %s with one sentence and a hint", async (_, argv, exitCode, expected) => {
  const result = await runCommandLine(argv);
  expect(result.exitCode).toBe(exitCode);
  expect(result.stderr).toMatch(expected);
  expect(result.stderr).not.toMatch(/^ {4}at /m);
});

test("names an unknown key, the nearest known one and the file", async () => {
  const wrong = join(await temporaryDirectory(), "wrong.toml");
  await writeFile(wrong, "[server]\nprot = 1\n");
  const { exitCode, stderr } = await runCommandLine(["config", "check", "--config", wrong]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/there is no key "server\.prot"; did you mean "port"\? \(in .*wrong\.toml\)/);
  expect(stderr).toMatch(/security\.jwt_secret: must be set/);
});
