import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hotkeyFile, keypairFromSeed, loadHotkey } from "@headframe/chain";
import { writeKeyfile, writeWallet } from "@headframe/testkit/chain";
import { beforeEach, describe, expect, test } from "vitest";
import { type CommandResult, runCommandLine } from "../support/run-command.js";
import { temporaryDirectory } from "../support/temporary.js";

/** Public: Substrate's development phrase. */
const PHRASE = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
const PHRASE_ADDRESS = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV";

/** `//Alice`, with the password "test-password": an early form, which opens at once. */
const VAULT = join(import.meta.dirname, "../../../chain/test/wallet/fixtures/ansible-vault");
const VAULT_ADDRESS = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/** Deriving the key of a password in the present form takes seconds where nothing else runs. */
const SLOW_MS = 180_000;

let directory: string;
let walletPath: string;
beforeEach(async () => {
  directory = await temporaryDirectory();
  walletPath = join(directory, "wallets");
});

const wallet = (...args: readonly string[]): Promise<CommandResult> =>
  runCommandLine(["wallet", ...args], { HEADFRAME_BITTENSOR__WALLET_PATH: walletPath });
const file = (hotkeyName = "default") => hotkeyFile({ walletPath, walletName: "miner", hotkeyName });

async function secretFile(text: string): Promise<string> {
  const path = join(directory, "secret");
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

describe("miner wallet new-hotkey", () => {
  test("writes a hotkey that loads, for its owner alone, without showing its secret", async () => {
    const { exitCode, stdout, stderr } = await wallet("new-hotkey", "--json");
    expect([exitCode, stderr]).toEqual([0, ""]);
    const hotkey = await loadHotkey({ walletPath, walletName: "miner", hotkeyName: "default" });
    expect(JSON.parse(stdout)).toEqual({
      name: "default",
      path: file(),
      ss58: hotkey.ss58,
      scheme: "sr25519",
      encrypted: false,
    });
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    const { secretPhrase } = JSON.parse(await readFile(file(), "utf8")) as { readonly secretPhrase: string };
    expect(secretPhrase.split(" ")).toHaveLength(12);
    expect(stdout).not.toContain(secretPhrase);
    expect(JSON.parse(await readFile(`${file()}pub.txt`, "utf8"))).toMatchObject({
      ss58Address: hotkey.ss58,
    });
  });

  test("never writes over a hotkey, unless told to", async () => {
    await wallet("new-hotkey");
    const before = await readFile(file(), "utf8");
    const refused = await wallet("new-hotkey");
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/^error: .*default.* exists already\nhint: .*--force/);
    expect(await readFile(file(), "utf8")).toBe(before);
    expect((await wallet("new-hotkey", "--force", "--scheme", "ed25519")).exitCode).toBe(0);
    expect((await loadHotkey({ walletPath, walletName: "miner", hotkeyName: "default" })).scheme).toBe(
      "ed25519",
    );
  });

  test("asks for no password where nobody could answer", async () => {
    const { exitCode, stderr } = await wallet("new-hotkey", "--encrypt");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("hint: give --password-file");
    await expect(stat(file())).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("encrypts the hotkey as btcli does when it is given a password", { timeout: SLOW_MS }, async () => {
    const password = await secretFile("correct horse\n");
    const made = await wallet("new-hotkey", "--password-file", password, "--json");
    const { ss58 } = JSON.parse(made.stdout) as { readonly ss58: string };
    expect((await readFile(file())).subarray(0, 5).toString()).toBe("$NACL");
    const shown = await wallet("show");
    expect(shown.stdout).toMatch(new RegExp(`address: +${ss58}\\n`));
    expect(shown.stdout).toMatch(/state: +encrypted \(nacl\)\n/);
  });
});

describe("miner wallet regen", () => {
  test("writes the hotkey of a phrase", async () => {
    const secret = await secretFile(`${PHRASE}\n`);
    const { stdout } = await wallet("regen", "--secret-file", secret, "--address", PHRASE_ADDRESS);
    expect(stdout).toBe(
      `${PHRASE_ADDRESS}\nwritten to ${file()}; keep a copy of it where nobody else can read it\n`,
    );
    const { ss58 } = await loadHotkey({ walletPath, walletName: "miner", hotkeyName: "default" });
    expect(ss58).toBe(PHRASE_ADDRESS);
  });

  test.each([
    [
      PHRASE.replace("walk", "drive"),
      [],
      /that is no secret of a key.*\nhint: give the words in their order/,
    ],
    [
      PHRASE,
      ["--scheme", "ed25519", "--address", PHRASE_ADDRESS],
      /not to 5DfhGy.*\nhint: nothing was written/,
    ],
    [`0x${"ff".repeat(64)}`, [], /no scalar\nhint: check --scheme/],
    [PHRASE, ["--address", "5Nonsense"], /"5Nonsense" is not an SS58 address.*\nhint: /],
    ["", [], /secret file .* is empty\nhint: /],
  ])("refuses the secret %# without a word of it, and writes nothing", async (text, args, expected) => {
    const { exitCode, stdout, stderr } = await wallet(
      "regen",
      "--secret-file",
      await secretFile(text),
      ...args,
    );
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toContain("curtain");
    await expect(stat(file())).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("miner wallet list and show", () => {
  test("say what is there, and whose it is", async () => {
    const seed = new Uint8Array(32).fill(1);
    const { ss58 } = await writeWallet({ walletPath, walletName: "miner", hotkeyName: "default", seed });
    const coldkey = keypairFromSeed(seed.map((byte) => byte ^ 0xff)).ss58;
    const list = await wallet("list");
    expect(list.stdout.split("\n")[1]).toMatch(new RegExp(`^miner +default +${ss58} +${coldkey} +plain$`));
    expect(JSON.parse((await wallet("list", "--json")).stdout)).toEqual({
      wallets: [{ name: "miner", coldkey, hotkeys: [{ name: "default", path: file(), ss58 }] }],
    });
    const show = await wallet("show", "--json");
    expect(JSON.parse(show.stdout)).toEqual({
      wallet: "miner",
      name: "default",
      path: file(),
      ss58,
      coldkey,
    });
  });

  test("name the key that is not there, with what to do", async () => {
    const { exitCode, stderr } = await wallet("show", "--hotkey", "other");
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`there is no file ${file("other")}\nhint: check wallet_name and hotkey_name`);
    const list = await wallet("list");
    expect(list.stderr).toContain(`there is no folder of wallets at ${walletPath}\nhint: `);
  });

  test("list what is wrong with a file, and show nothing of it", async () => {
    await wallet("new-hotkey");
    await writeFile(file(), "{");
    expect((await wallet("list")).stdout).toContain("begins like JSON and is not");
    for (const options of [[], ["--json"]]) {
      const { exitCode, stdout, stderr } = await wallet("show", ...options);
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^error: .*begins like JSON and is not/);
    }
  });

  test("refuse a name that leads out of the wallet", async () => {
    const { exitCode, stderr } = await wallet("show", "--hotkey", "../../other");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/hotkey_name.*must be a plain file name/);
  });
});

describe("miner wallet sign and verify", () => {
  const verify = (address: string, signature: string, message = "hello") =>
    wallet("verify", "--message", message, "--signature", signature, "--address", address);

  test("agree with each other, and with nobody else's signature", async () => {
    const seed = new Uint8Array(32).fill(1);
    const { ss58 } = await writeWallet({ walletPath, walletName: "miner", hotkeyName: "default", seed });
    const signature = (await wallet("sign", "--message", "hello")).stdout.trim();
    expect(signature).toMatch(/^0x[0-9a-f]{128}$/);
    expect(await verify(ss58, signature)).toMatchObject({
      exitCode: 0,
      stdout: `${ss58} signed this message\n`,
    });
    expect(await verify(ss58, signature.slice(2))).toMatchObject({ exitCode: 0 });
    expect(await verify(ss58, signature, "0x68656c6c6f")).toMatchObject({ exitCode: 0 });
    expect(await verify(ss58, signature, "hallo")).toMatchObject({
      exitCode: 1,
      stdout: `${ss58} did not sign this message\n`,
    });
    expect((await verify(PHRASE_ADDRESS, signature)).exitCode).toBe(1);
  });

  test("open an encrypted hotkey with its password, and with no other", async () => {
    await writeKeyfile({ walletPath, walletName: "miner", hotkeyName: "default" }, await readFile(VAULT));
    const unopened = await wallet("sign", "--message", "hello");
    expect(unopened.exitCode).toBe(2);
    expect(unopened.stderr).toMatch(/there is no password for it\nhint: set BT_PW_\S+ as btcli does/);
    const sign = async (password: string) =>
      wallet("sign", "--message", "hello", "--password-file", await secretFile(password), "--json");
    expect((await sign("guess")).stderr).toMatch(/the password does not open .*default\nhint: /);
    const signed = await sign("test-password\n");
    expect(JSON.parse(signed.stdout)).toMatchObject({ address: VAULT_ADDRESS, scheme: "sr25519" });
  });

  test("warn of a key file that others may read, with the remedy", async () => {
    await wallet("new-hotkey");
    await chmod(file(), 0o644);
    const { exitCode, stderr } = await wallet("sign", "--message", "hello");
    expect(exitCode).toBe(0);
    expect(stderr).toBe(`warning: key file is open to other users of this machine: chmod 600 '${file()}'\n`);
  });

  test("accept what a browser extension signs", async () => {
    const key = keypairFromSeed(new Uint8Array(32).fill(5));
    const signature = Buffer.from(key.sign(Buffer.from("<Bytes>hello</Bytes>"))).toString("hex");
    expect((await verify(key.ss58, signature)).exitCode).toBe(0);
  });

  test("refuse what is no address and no signature", async () => {
    const address = await verify("5Nonsense", "00".repeat(64));
    expect(address.exitCode).toBe(2);
    expect(address.stderr).toMatch(/"5Nonsense" is not an SS58 address.*\nhint: /);
    expect((await verify(PHRASE_ADDRESS, "abcd")).exitCode).toBe(64);
  });
});
