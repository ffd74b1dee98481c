import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { describeLocalnet } from "../../src/cli/describe-localnet.js";
import { runLocalnetCli } from "../../src/cli/localnet-cli.js";
import { developmentKey } from "../../src/index.js";
import { openRawClient } from "../support/raw-client.js";

const ENTRY = fileURLToPath(new URL("../../bin/localnet.mjs", import.meta.url));

describe("the localnet command", () => {
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill("SIGKILL");
  });

  /** Starts the command as a process of its own; gives its first line. */
  async function start(...options: readonly string[]) {
    const argv = [ENTRY, "--port", "0", ...options];
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "pipe"] });
    running.push(child);
    const [chunk] = (await once(child.stdout, "data")) as [Buffer];
    return { child, output: chunk.toString("utf8") };
  }

  it("prints what a program needs, serves the chain, and ends with 0 on SIGINT", async () => {
    const hotkey = developmentKey("//MyMiner").address;
    const options = ["--block-time", "instant", "--netuid", "2", "--miner", hotkey];
    const { child, output } = await start("--json", ...options);
    const report = JSON.parse(output) as { url: string; genesisHash: string; netuid: number };
    expect(report).toMatchObject({ netuid: 2, blockTimeMs: "instant", subnetOwner: { coldkey: "//Alice" } });

    const client = await openRawClient(report.url);
    expect((await client.call("chain_getBlockHash", 0)).result).toBe(report.genesisHash);
    const closed = client.closed;
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
    await closed;
  }, 60_000);

  it("tells a person the endpoint, the accounts, and how to point a miner at it", () => {
    const alice = { uri: "//Alice", address: developmentKey("//Alice").address };
    const text = describeLocalnet({
      url: "ws://127.0.0.1:9944",
      genesisHash: "0x1234",
      netuid: 3,
      blockTimeMs: 1000,
      subnetOwner: { coldkey: "//Alice", hotkey: "//Alice//subnet3" },
      accounts: [alice],
    });
    expect(text).toContain("Its TAO have no value");
    expect(text).toContain('chain_endpoint = "ws://127.0.0.1:9944"\n  netuid = 3');
    expect(text).toContain(`//Alice    ${alice.address}`);
  });

  async function run(...argv: readonly string[]) {
    const written: string[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk.toString("utf8"));
        done();
      },
    });
    const code = await runLocalnetCli({ argv, stdout: stream, stderr: stream });
    return { code, output: written.join("") };
  }

  it("names the port that is in use, and what to do", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    try {
      const { code, output } = await run("--port", String(port));
      expect(code).toBe(2);
      expect(output).toContain(`error: the localnet cannot listen on 127.0.0.1:${port}: the port is in use`);
      expect(output).toContain("hint: ");
    } finally {
      other.close();
      await once(other, "close");
    }
  });

  it.each([
    ["--port", "70000", "from 0 to 65535"],
    ["--port", "x", "from 0 to 65535"],
    ["--netuid", "0", "from 1 to 128"],
    ["--block-time", "5", '"instant" or a time'],
    ["--block-time", "1ms", "from 10ms to 1h"],
  ])("refuses %s %s as wrong usage", async (flag, value, expected) => {
    const { code, output } = await run(flag, value);
    expect({ code, output }).toEqual({ code: 64, output: expect.stringContaining(expected) });
  });

  it("refuses an address that is none, with the value", async () => {
    const { code, output } = await run("--port", "0", "--miner", "5Grw");
    expect({ code, output }).toEqual({
      code: 2,
      output: expect.stringContaining("error: 5Grw is not an SS58 address"),
    });
  });
});
