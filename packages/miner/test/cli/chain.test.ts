import { connectChain } from "@headframe/chain";
import { expect, test } from "vitest";
import { wantedAxon } from "../../src/registration/wanted-axon.js";
import { type ChainSetting, openChainSetting, PRICE_RAO } from "../support/chain-commands.js";
import { startCommandLine } from "../support/run-command.js";
import { until } from "../support/running-miner.js";

/** The client library is loaded with the first command. */
const TIMEOUT_MS = 60_000;

async function serve({ localnet, netuid, hotkey }: ChainSetting, port: number): Promise<void> {
  const chain = await connectChain({ network: "local", endpoint: localnet.url });
  try {
    await chain.serveAxon({ netuid, ip: "127.0.0.1", port, signer: hotkey });
  } finally {
    await chain.close();
  }
}

async function statusJson(setting: ChainSetting): Promise<unknown> {
  const { exitCode, stdout, stderr } = await setting.run(["chain", "status", "--json"]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

test(
  "shows a hotkey that is not registered, and what registering takes",
  { timeout: TIMEOUT_MS },
  async () => {
    const setting = await openChainSetting();
    const { localnet, netuid, hotkey } = setting;
    expect(await statusJson(setting)).toEqual({
      network: "local",
      endpoint: localnet.url,
      genesis_hash: localnet.genesisHash,
      spec_version: 424,
      best: { number: localnet.headNumber, age_seconds: expect.any(Number) },
      finalized: { number: localnet.headNumber, age_seconds: expect.any(Number) },
      netuid,
      hotkey: hotkey.ss58,
      registration: null,
      axon_wanted: "127.0.0.1:8091",
      axon_is_served: false,
      serving_rate_limit_blocks: 5,
      price_rao: String(PRICE_RAO),
      registration_open: true,
      immunity_period_blocks: 100,
    });
    const { stdout } = await setting.run(["chain", "status"]);
    expect(stdout).toMatch(/UID: +not registered on subnet \d+; see miner register\n/);
    expect(stdout).toMatch(/wanted axon: +127\.0\.0\.1:8091, not on chain yet\n/);
    expect(stdout).toMatch(/rate limit: +once in 5 blocks\n/);
    expect(stdout).toMatch(/price: +0\.0005 TAO; registration is open\n/);
  },
);

test("knows an IPv6 address in every spelling", () => {
  const served = { ip: "2001:db8::1", port: 8091, ipType: 6, protocol: 0, version: 0, block: 1 } as const;
  const wanted = (external_ip: string, axon_port = 8091) =>
    wantedAxon({ network: "finney", axon_port, external_ip }, served).isServed;
  expect(wanted("2001:0DB8:0:0::0001")).toBe(true);
  expect(wanted("2001:db8::2")).toBe(false);
  expect(wanted("2001:db8::1", 8092)).toBe(false);
});

test(
  "shows where a registered hotkey stands, and when it may serve again",
  { timeout: TIMEOUT_MS },
  async () => {
    const setting = await openChainSetting();
    const { localnet, coldkey } = setting;
    await setting.run(["register", "--yes"]);
    const registeredAt = localnet.headNumber;
    expect(await statusJson(setting)).toMatchObject({
      registration: {
        uid: 1,
        coldkey: coldkey.ss58,
        stake_weight_rao: "0",
        validator_permit: false,
        registered_at_block: registeredAt,
        immune_until_block: registeredAt + 100,
        axon: null,
        may_serve_from_block: 0,
      },
    });

    await serve(setting, 8091);
    const servedAt = localnet.headNumber;
    expect(await statusJson(setting)).toMatchObject({
      registration: {
        axon: { ip: "127.0.0.1", port: 8091, block: servedAt },
        may_serve_from_block: servedAt + 5,
      },
      axon_is_served: true,
    });
    const { stdout } = await setting.run(["chain", "status"]);
    expect(stdout).toMatch(/axon: +127\.0\.0\.1:8091, served in block/);
    expect(stdout).toMatch(/wanted axon: +127\.0\.0\.1:8091, as on chain\n/);
    expect(stdout).toMatch(new RegExp(`may serve: +from block ${servedAt + 5} \\(in 5 blocks\\)\n`));
    expect(stdout).toMatch(/stake weight: +0 \(alpha here, and root's TAO in part\)\n/);
    expect(stdout).toMatch(/rate limit: +once in 5 blocks\n/);
    expect(stdout).toMatch(new RegExp(`immune: +until block ${registeredAt + 100} `));

    // The last block in which the chain refuses, and with it the first in which it accepts.
    localnet.dev.mineBlocks(4);
    expect((await setting.run(["chain", "status"])).stdout).toMatch(/may serve: +now\n/);
    await serve(setting, 8092);
  },
);

test("needs no coldkey on the machine, and no password of the hotkey", { timeout: TIMEOUT_MS }, async () => {
  const setting = await openChainSetting();
  await setting.removeColdkey();
  expect((await setting.run(["chain", "status"])).exitCode).toBe(0);
});

test("says what is wrong with the subnet", { timeout: TIMEOUT_MS }, async () => {
  const setting = await openChainSetting();
  const { exitCode, stderr } = await setting.run(["chain", "status"], { HEADFRAME_BITTENSOR__NETUID: "999" });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^error: there is no subnet with netuid 999\nhint: /);
});

test("streams what changes, a line each, until it is stopped", { timeout: TIMEOUT_MS }, async () => {
  const setting = await openChainSetting();
  const watch = startCommandLine(["chain", "watch", "--json"], setting.env);
  const lines = (): readonly unknown[] =>
    watch.stdout.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line || "null") as unknown);
  await until(() => watch.stdout.text !== "");
  expect(lines()).toMatchObject([{ kind: "state", state: { uid: null, connected: true } }]);
  await setting.run(["register", "--yes"]);
  await until(() => lines().length >= 3);
  expect(lines()).toContainEqual(expect.objectContaining({ kind: "change", what: "uid", from: null, to: 1 }));
  watch.interrupt();
  expect(await watch.result).toMatchObject({ exitCode: 0, stderr: "" });
});
