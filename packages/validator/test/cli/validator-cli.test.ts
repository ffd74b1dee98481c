import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { connectChain, keypairFromSeed, keypairFromUri } from "@headframe/chain";
import { silentLogger } from "@headframe/kit";
import { writeWallet } from "@headframe/testkit/chain";
import { startLocalnet } from "@headframe/localnet";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { runValidatorCli } from "../../src/cli/validator-cli.js";
import { VERSION } from "../../src/validator.js";
import { CommitStore } from "../../src/weights/commit-store.js";
import { submitWeights } from "../../src/weights/submit-weights.js";

const ALICE = keypairFromUri("//Alice");

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(...argv: readonly string[]): Promise<Ended> {
  const out = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof out) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        out[name] += chunk.toString();
        done();
      },
    });
  // The defaults are relative to the working directory, which belongs to whoever runs the tests.
  const env = {
    HEADFRAME_CHALLENGE__ROUND_TRIPS_FILE: path.join(folder, "round-trips.json"),
    HEADFRAME_WEIGHTS__COMMITS_DIR: path.join(folder, "commits"),
  };
  const code = await runValidatorCli({ argv, env, stdout: sink("stdout"), stderr: sink("stderr") });
  return { code, ...out };
}

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "headframe-validator-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

describe("the command line", () => {
  it("prints its version and its help", async () => {
    expect(await run("--version")).toMatchObject({ code: 0, stdout: `${VERSION}\n` });
    const help = await run("challenge", "--help");
    expect(help.code).toBe(0);
    expect(help.stdout).toContain("Exit status: 0 all accepted, 1 something was not");
  });

  it.each([
    { argv: ["challenge"], says: "say whom to challenge: --miner <hotkey>, or --all" },
    { argv: ["challenge", "--miner", ALICE.ss58, "--all"], says: "cannot be used with option" },
    {
      argv: ["challenge", "--all", "--tier", "huge"],
      says: "Allowed choices are auto, lab, pulse, standard, deep",
    },
    { argv: ["miners", "--netuid", "x"], says: "A subnet is a number from 1 to 65535" },
    { argv: ["miners", "--netuid", "0"], says: "A subnet is a number from 1 to 65535" },
    { argv: ["verify"], says: "missing required argument" },
    { argv: ["weights"], says: "say what to do: --dry-run, --submit, or --reveal" },
    { argv: ["weights", "--dry-run", "--submit"], says: "cannot be used with option" },
    { argv: ["dance"], says: "unknown command" },
  ])("refuses $argv as a mistake of usage", async ({ argv, says }) => {
    const { code, stderr } = await run(...argv);
    expect(code).toBe(64);
    expect(stderr).toContain(says);
  });

  it.each([
    { argv: ["challenge", "--miner", "abc"], says: 'error: "abc" is not an SS58 address' },
    { argv: ["challenge", "--all", "--wallet-path", "/nowhere"], says: "error: Failed to load hotkey" },
    { argv: ["weights", "--submit", "--wallet-path", "/nowhere"], says: "error: Failed to load hotkey" },
    { argv: ["verify", "/nowhere/x.json"], says: "error: cannot read the transcript /nowhere/x.json" },
    { argv: ["miners", "--chain", "http://localhost"], says: "chain_endpoint: must be a WebSocket URL" },
    {
      argv: ["miners", "--chain", "ws://127.0.0.1:1"],
      says: "error: cannot reach chain endpoint ws://127.0.0.1:1",
    },
    {
      argv: ["miners", "--config", "/nowhere.toml"],
      says: "error: there is no configuration file /nowhere.toml",
    },
  ])("says in one sentence, with a remedy and no stack, why $argv cannot be done", async ({ argv, says }) => {
    const { code, stderr } = await run(...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(stderr).toContain("\nhint: ");
    expect(stderr).not.toContain("    at ");
  });

  it("checks a configuration and names every problem", async () => {
    const file = path.join(folder, "validator.toml");
    await writeFile(file, '[bittensor]\nnet_id = 1\n[challenge]\ntier = "huge"\n');
    const { code, stderr } = await run("--config", file, "config", "check");
    expect(code).toBe(2);
    expect(stderr).toContain("the configuration has 2 problems");
    expect(stderr).toContain("netuid");
  });

  it("prints a sample configuration that it accepts", async () => {
    const file = path.join(folder, "validator.toml");
    await writeFile(file, (await run("config", "example")).stdout);
    expect(await run("--config", file, "config", "check")).toMatchObject({ code: 0 });
  });
});

describe("a subnet", () => {
  it("is listed for a person and as JSON; what is not there is refused", async () => {
    const localnet = await startLocalnet();
    onTestFinished(() => localnet.close());
    const netuid = await localnet.dev.createSubnet({ coldkey: "//Alice", hotkey: ALICE.ss58 });
    const chain = ["--chain", localnet.url, "--netuid", String(netuid)];

    const shown = await run("miners", ...chain);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain(ALICE.ss58);
    const json = JSON.parse((await run("discover", ...chain, "--json")).stdout) as object;
    expect(json).toMatchObject({ netuid, neurons: [{ uid: 0, hotkey: ALICE.ss58, axon: null }] });

    const location = { walletPath: folder, walletName: "v", hotkeyName: "default" };
    await writeWallet({ ...location, seed: new Uint8Array(32).fill(5) });
    const wallet = ["--wallet-path", folder, "--wallet", "v", "--hotkey", "default"];
    const unknown = await run("challenge", ...chain, ...wallet, "--miner", keypairFromUri("//Bob").ss58);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain(`is not registered on subnet ${netuid}`);
    const silent = await run("challenge", ...chain, ...wallet, "--miner", ALICE.ss58);
    expect(silent.stderr).toContain("has not published an axon");
    const nothing = await run("weights", "--dry-run", ...chain, ...wallet, "--transcripts", folder);
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toContain(`error: no miner of subnet ${netuid} has a score: of 0 stored sessions`);
    const reveal = await run("weights", "--reveal", ...chain, ...wallet);
    expect(reveal).toMatchObject({ code: 0, stdout: "Nothing is to be revealed.\n" });
    const missing = await run("miners", "--chain", localnet.url, "--netuid", "999");
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain("999");
    expect(await readdir(folder)).toEqual(["v"]);
  });

  it("has what was committed to revealed in its epoch; the exit status says when that was missed", async () => {
    const seed = new Uint8Array(32).fill(5);
    const hotkey = keypairFromSeed(seed);
    await writeWallet({ walletPath: folder, walletName: "v", hotkeyName: "default", seed });
    const localnet = await startLocalnet();
    onTestFinished(() => localnet.close());
    const { dev } = localnet;
    const parameters = { commitRevealWeights: true, weightsRateLimitBlocks: 0 };
    const netuid = await dev.createSubnet({ coldkey: "//Alice", hotkey: hotkey.ss58, parameters });
    const chain = await connectChain({ network: "local", endpoint: localnet.url });
    onTestFinished(() => chain.close());
    const store = new CommitStore({ dir: path.join(folder, "commits") }, { logger: silentLogger });
    const weights = [{ uid: 0, weight: 1 }];
    const commit = async (): Promise<void> => {
      const { next: reveal, block } = await chain.weightCommits(netuid, hotkey.ss58);
      const plan = { netuid, block, versionKey: 0n, miners: [], weights, reveal, obstacles: [] };
      const random = (count: number) => new Uint8Array(count);
      await submitWeights(plan, { chain, store, hotkey, random }, new AbortController().signal);
    };
    const where = ["--chain", localnet.url, "--netuid", String(netuid)];
    const who = ["--wallet-path", folder, "--wallet", "v", "--hotkey", "default"];
    const reveal = (...more: readonly string[]) => run("weights", "--reveal", ...where, ...who, ...more);

    await commit();
    expect(await reveal()).toMatchObject({ code: 0, stdout: expect.stringContaining("waits for epoch 1,") });
    dev.runEpoch(netuid);
    expect(await reveal("--wait")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Commitment 0x[\da-f]{8}…: revealed in block \d+\n$/),
    });
    expect(await chain.weightsOf(netuid, 0)).toEqual([{ uid: 0, weight: 65_535 }]);
    await commit();
    dev.runEpoch(netuid);
    const half = await run("weights", "--submit", "--json", ...where, ...who, "--transcripts", folder);
    expect(half).toMatchObject({ code: 2, stderr: expect.stringContaining("no miner of subnet") });
    expect(JSON.parse(half.stdout)).toMatchObject({ submission: null, commits: [{ state: "revealed" }] });
    await commit();
    dev.runEpoch(netuid);
    dev.runEpoch(netuid);
    const late = await reveal("--json");
    expect(late.code).toBe(1);
    expect(JSON.parse(late.stdout)).toMatchObject({ netuid, commits: [{ state: "expired" }], foreign: [] });
  });
});
