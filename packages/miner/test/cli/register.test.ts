import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import {
  connectChain,
  keypairFromSeed,
  writeKeyFile,
  coldkeyFile,
  coldkeyPublicFile,
  formatKeyfile,
} from "@headframe/chain";
import { expect, onTestFinished, test } from "vitest";
import { Terminal } from "../../src/cli/terminal/terminal.js";
import { openChainSetting, PRICE_RAO, type ChainSetting } from "../support/chain-commands.js";
import { Capture, runCommandLine } from "../support/run-command.js";

/** The client library is loaded with the first command. */
const TIMEOUT_MS = 60_000;

/** An early btcli's form of `//Alice`, with the password "test-password". */
const VAULT = join(import.meta.dirname, "../../../chain/test/wallet/fixtures/ansible-vault");
const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

async function uidOnChain({ localnet, netuid, hotkey }: ChainSetting): Promise<number | undefined> {
  return localnet.dev.uidOf(netuid, hotkey.ss58);
}

/** A person who gives one answer. */
function terminalThatSays(answer: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const output = new Capture();
  input.write(`${answer}\r`);
  return { terminal: new Terminal({ input, output }), output };
}

test("registers the hotkey, says what is burned, and prints the UID", { timeout: TIMEOUT_MS }, async () => {
  const setting = await openChainSetting();
  const { hotkey, coldkey, localnet, netuid, run } = setting;
  const done = await run(["register", "--netuid", String(netuid), "--yes", "--json"]);
  expect(done.exitCode).toBe(0);
  expect(done.stderr).toMatch(/price: +0\.0005 TAO\n/);
  expect(done.stderr).toMatch(/burned: +0\.0005 TAO at most; it does not come back/);
  expect(done.stderr).toMatch(new RegExp(`coldkey: +${coldkey.ss58} with 10 TAO\n`));
  expect(JSON.parse(done.stdout)).toEqual({
    registered: true,
    uid: 1,
    netuid,
    hotkey: hotkey.ss58,
    coldkey: coldkey.ss58,
    block: localnet.headNumber,
  });
  expect(await uidOnChain(setting)).toBe(1);
  const chain = await connectChain({ network: "local", endpoint: localnet.url });
  onTestFinished(() => chain.close());
  expect(await chain.balanceOf(coldkey.ss58)).toBeLessThanOrEqual(10_000_000_000n - PRICE_RAO);

  const again = await run(["register", "--yes"]);
  expect(again).toMatchObject({ exitCode: 0, stderr: "" });
  expect(again.stdout).toBe(
    `${hotkey.ss58} is registered on subnet ${netuid} already: UID 1; nothing was burned\n`,
  );
});

test("asks before it burns, and takes only yes for yes", { timeout: TIMEOUT_MS }, async () => {
  const setting = await openChainSetting();
  const unattended = await setting.run(["register"]);
  expect(unattended.exitCode).toBe(2);
  expect(unattended.stderr).toContain(
    'there is no terminal to answer "Burn up to 0.0005 TAO and register? [y/N]"',
  );
  expect(unattended.stderr).toContain("hint: give --yes");

  const no = terminalThatSays("");
  const declined = await setting.run(["register"], {}, no.terminal);
  expect(declined.exitCode).toBe(2);
  expect(declined.stderr).toContain(
    "error: not registered: the question was answered with no\nhint: nothing was burned",
  );
  expect(await uidOnChain(setting)).toBeUndefined();

  const yes = terminalThatSays("y");
  expect((await setting.run(["register"], {}, yes.terminal)).exitCode).toBe(0);
  expect(await uidOnChain(setting)).toBe(1);
});

test(
  "burns nothing above the limit, without means, or where the subnet is closed",
  { timeout: TIMEOUT_MS },
  async () => {
    const setting = await openChainSetting();
    const { localnet, netuid, run } = setting;
    const dear = await run(["register", "--yes", "--max-price", "0.0004999"]);
    expect(dear.exitCode).toBe(2);
    expect(dear.stderr).toMatch(
      /^error: registering on subnet \d+ costs 0\.0005 TAO now, more than 0\.0004999\nhint: wait/,
    );

    localnet.dev.setSubnetParameters(netuid, { burnRao: 20_000_000_000n });
    const poor = await run(["register", "--yes"]);
    expect(poor.exitCode).toBe(2);
    expect(poor.stderr).toMatch(
      /^error: coldkey 5\w+ has 10 TAO; registering on subnet \d+ costs 1[0-9.]+ and a fee\nhint: send TAO/,
    );

    localnet.dev.setSubnetParameters(netuid, { burnRao: PRICE_RAO, registrationAllowed: false });
    const closed = await run(["register", "--yes"]);
    expect(closed.exitCode).toBe(2);
    expect(closed.stderr).toMatch(/^error: subnet \d+ takes no registrations now\nhint: /);
    expect(await uidOnChain(setting)).toBeUndefined();
  },
);

test("says what is wrong with the wallet, before anything is signed", { timeout: TIMEOUT_MS }, async () => {
  const setting = await openChainSetting();
  const location = { walletPath: setting.walletPath, walletName: "miner" };
  const foreign = formatKeyfile(new Uint8Array(32).fill(99));
  await writeKeyFile(coldkeyFile(location), foreign, { force: true });
  const mixed = await setting.run(["register", "--yes"]);
  expect(mixed.exitCode).toBe(2);
  expect(mixed.stderr).toContain(
    `error: the coldkey is ${keypairFromSeed(new Uint8Array(32).fill(99)).ss58}, and coldkeypub.txt beside it says ${setting.coldkey.ss58}`,
  );
  expect(mixed.stderr).not.toContain("63636363");
  await setting.removeColdkey();
  const without = await setting.run(["register", "--yes"]);
  expect(without.stderr).toMatch(
    /error: Failed to load coldkey: there is no file .*coldkey\nhint: the coldkey belongs on another machine/,
  );
  const nobody = await setting.run(["register", "--yes"], { HEADFRAME_BITTENSOR__HOTKEY_NAME: "other" });
  expect(nobody.stderr).toMatch(
    /^error: Failed to load hotkey: there is no file .*other\nhint: check wallet_name/,
  );
  expect(await uidOnChain(setting)).toBeUndefined();
});

test("opens an encrypted coldkey with its password, and with no other", { timeout: TIMEOUT_MS }, async () => {
  const setting = await openChainSetting();
  const location = { walletPath: setting.walletPath, walletName: "miner" };
  // `//Alice`, who has TAO on every development chain.
  await writeKeyFile(coldkeyFile(location), await readFile(VAULT), { force: true });
  await writeKeyFile(coldkeyPublicFile(location), JSON.stringify({ ss58Address: ALICE }), { force: true });
  const unopened = await setting.run(["register", "--yes"]);
  expect(unopened.exitCode).toBe(2);
  expect(unopened.stderr).toMatch(/error: Failed to load coldkey: .* is encrypted .*\nhint: set BT_PW_/);
  const passwordFile = join(setting.walletPath, "password");
  const registerWith = async (password: string) => {
    await writeFile(passwordFile, password, { mode: 0o600 });
    return setting.run(["register", "--yes", "--password-file", passwordFile]);
  };
  const wrong = await registerWith("guess");
  expect(wrong.exitCode).toBe(2);
  expect(wrong.stderr).toMatch(/error: Failed to load coldkey: the password does not open .*coldkey\nhint: /);
  expect(await uidOnChain(setting)).toBeUndefined();
  const done = await registerWith("test-password");
  expect(done.exitCode).toBe(0);
  expect(done.stderr).toContain("decrypting the key file; made slow on purpose\n");
  expect(await uidOnChain(setting)).toBe(1);
});

test("says what is wrong with the chain", { timeout: TIMEOUT_MS }, async () => {
  const { run } = await openChainSetting();
  const network = await run(["register", "--yes"], { HEADFRAME_BITTENSOR__NETWORK: "finney" });
  expect(network.exitCode).toBe(2);
  expect(network.stderr).toMatch(/^error: .*finney.*\nhint: /);
  const subnet = await run(["register", "--netuid", "999", "--yes"]);
  expect(subnet.stderr).toMatch(/^error: there is no subnet with netuid 999\nhint: /);
  const nowhere = await run(["register", "--yes"], {
    HEADFRAME_BITTENSOR__CHAIN_ENDPOINT: "ws://127.0.0.1:1",
  });
  expect(nowhere.stderr).toMatch(/^error: cannot reach chain endpoint ws:\/\/127\.0\.0\.1:1.*\nhint: /);
});

test.each([
  ["--netuid", "0"],
  ["--netuid", "x"],
  ["--max-price", "-1"],
  ["--max-price", "0.0000000001"],
  ["--max-price", "cheap"],
])("refuses %s %s as a usage error", async (option, value) => {
  const { exitCode, stderr } = await runCommandLine(["register", option, value]);
  expect(exitCode).toBe(64);
  expect(stderr).toMatch(/a netuid is a number|a price is a number/);
});
