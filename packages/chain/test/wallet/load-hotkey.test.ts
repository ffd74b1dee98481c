import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import type { Logger } from "@headframe/kit";
import { silentLogger } from "@headframe/kit";
import { writeKeyfile, writeWallet } from "@headframe/testkit/chain";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  coldkeyPublicFile,
  formatKeyfile,
  hotkeyFile,
  keypairFromSeed,
  loadHotkey,
  readColdkeyPublic,
  verifySignature,
  WalletError,
} from "../../src/index.js";
import {
  ALICE,
  ALICE_ED25519,
  BOB,
  bytes,
  DEVELOPMENT_PHRASE,
  NACL_FILE_START,
  PRIVATE_KEYS,
} from "../golden.js";

let walletPath: string;
const location = () => ({
  walletPath,
  walletName: "miner",
  hotkeyName: "default",
});

beforeEach(async () => {
  walletPath = await mkdtemp(path.join(tmpdir(), "headframe-wallet-"));
});
afterEach(() => rm(walletPath, { recursive: true }));

const [aliceKey] = PRIVATE_KEYS;

/** Every form that a wallet tool has written, and whose key it is. */
const FORMS: readonly (readonly [form: string, contents: string, ss58: string, scheme?: "ed25519"])[] = [
  [
    "JSON with a phrase",
    JSON.stringify({ secretPhrase: DEVELOPMENT_PHRASE.phrase, ss58Address: DEVELOPMENT_PHRASE.ss58 }),
    DEVELOPMENT_PHRASE.ss58,
  ],
  [
    "JSON with a seed",
    JSON.stringify({ secretSeed: DEVELOPMENT_PHRASE.seed, secretPhrase: null }),
    DEVELOPMENT_PHRASE.ss58,
  ],
  [
    "JSON with a private key only, as --uri makes it",
    JSON.stringify({ privateKey: aliceKey.keyfile, ss58Address: ALICE.ss58, publicKey: ALICE.publicKey }),
    ALICE.ss58,
  ],
  [
    "JSON with all three",
    JSON.stringify({
      accountId: null,
      privateKey: PRIVATE_KEYS[2].keyfile,
      secretPhrase: DEVELOPMENT_PHRASE.phrase,
      secretSeed: DEVELOPMENT_PHRASE.seed,
      ss58Address: DEVELOPMENT_PHRASE.ss58,
    }),
    DEVELOPMENT_PHRASE.ss58,
  ],
  [
    "JSON of old Python, with a space before ss58Address",
    JSON.stringify({ privateKey: aliceKey.keyfile, " ss58Address": ALICE.ss58 }),
    ALICE.ss58,
  ],
  [
    "JSON with cryptoType 1 as text",
    JSON.stringify({ secretSeed: DEVELOPMENT_PHRASE.seed, cryptoType: "1" }),
    DEVELOPMENT_PHRASE.ss58,
  ],
  [
    "JSON of ed25519",
    JSON.stringify({ privateKey: ALICE_ED25519.seed, cryptoType: 0, ss58Address: ALICE_ED25519.ss58 }),
    ALICE_ED25519.ss58,
    "ed25519",
  ],
  [
    "JSON of ed25519 that does not say so",
    JSON.stringify({ secretSeed: ALICE_ED25519.seed, ss58Address: ALICE_ED25519.ss58 }),
    ALICE_ED25519.ss58,
    "ed25519",
  ],
  [
    "JSON of ed25519 that says the wrong scheme",
    JSON.stringify({ secretSeed: ALICE_ED25519.seed, cryptoType: 1, publicKey: ALICE_ED25519.publicKey }),
    ALICE_ED25519.ss58,
    "ed25519",
  ],
  ["a bare phrase", `${DEVELOPMENT_PHRASE.phrase}\n`, DEVELOPMENT_PHRASE.ss58],
  [
    "a bare phrase over several lines",
    DEVELOPMENT_PHRASE.phrase.split(" ").join("\n  "),
    DEVELOPMENT_PHRASE.ss58,
  ],
  ["a bare seed", `${DEVELOPMENT_PHRASE.seed}\n`, DEVELOPMENT_PHRASE.ss58],
  ["a bare seed without 0x", DEVELOPMENT_PHRASE.seed.slice(2), DEVELOPMENT_PHRASE.ss58],
  ["a bare private key", aliceKey.keyfile, ALICE.ss58],
];

describe("loading a hotkey", () => {
  it.each(FORMS.map(([form, ...rest]) => ({ form, rest })))("reads $form", async ({ rest }) => {
    const [contents, ss58, scheme] = rest;
    await writeKeyfile(location(), contents);
    const hotkey = await loadHotkey(location());
    expect(hotkey.ss58).toBe(ss58);
    expect(hotkey.scheme).toBe(scheme ?? "sr25519");
    const message = Buffer.from("message");
    expect(verifySignature(hotkey.scheme, hotkey.publicKey, message, hotkey.sign(message))).toBe(true);
  });

  it.each(["sr25519", "ed25519"] as const)(
    "reads back the file that formatKeyfile made (%s)",
    async (scheme) => {
      const seed = new Uint8Array(32).fill(9);
      await writeKeyfile(location(), formatKeyfile(seed, scheme));
      expect((await loadHotkey(location())).ss58).toBe(keypairFromSeed(seed, scheme).ss58);
    },
  );

  const REFUSALS: readonly (readonly [
    what: string,
    contents: string | Uint8Array,
    code: string,
    sentence: string,
  ])[] = [
    ["text that is nothing", "hello", "wallet/invalid-format", "Failed to load hotkey: Invalid format"],
    ["an empty file", "", "wallet/invalid-format", "neither JSON"],
    [
      "JSON that is cut off",
      `{"secretPhrase": "${DEVELOPMENT_PHRASE.phrase}`,
      "wallet/invalid-format",
      "begins like JSON",
    ],
    [
      "a phrase with a wrong word",
      DEVELOPMENT_PHRASE.phrase.replace("walk", "drive"),
      "wallet/invalid-format",
      "Invalid format",
    ],
    [
      "JSON with a wrong phrase",
      JSON.stringify({ secretPhrase: "bottom drive" }),
      "wallet/invalid-format",
      "secretPhrase",
    ],
    [
      "JSON with a short seed",
      JSON.stringify({ secretSeed: "0x1234" }),
      "wallet/invalid-format",
      "secretSeed",
    ],
    [
      "JSON with a private key that is no scalar",
      JSON.stringify({ privateKey: `0x${"ff".repeat(64)}` }),
      "wallet/invalid-format",
      "scalar",
    ],
    [
      "JSON with a foreign cryptoType",
      JSON.stringify({ secretSeed: DEVELOPMENT_PHRASE.seed, cryptoType: 2 }),
      "wallet/invalid-format",
      "cryptoType",
    ],
    [
      "JSON without a secret",
      JSON.stringify({ ss58Address: ALICE.ss58, publicKey: ALICE.publicKey }),
      "wallet/public-only",
      "public half",
    ],
    [
      "JSON with a phrase that is a number",
      JSON.stringify({ secretPhrase: 5 }),
      "wallet/invalid-format",
      "Failed to load hotkey: Invalid format",
    ],
    ["JSON with nothing", "{}", "wallet/invalid-format", "Failed to load hotkey: Invalid format"],
    [
      "JSON with an address that is none",
      JSON.stringify({ ss58Address: "5Nobody" }),
      "wallet/invalid-format",
      "neither a secretPhrase",
    ],
    [
      "the secret of somebody else",
      JSON.stringify({ privateKey: aliceKey.keyfile, ss58Address: BOB.ss58 }),
      "wallet/address-mismatch",
      BOB.ss58,
    ],
    [
      "a public key of somebody else",
      JSON.stringify({ privateKey: aliceKey.keyfile, publicKey: BOB.publicKey }),
      "wallet/address-mismatch",
      "public key",
    ],
    [
      "an export of the browser extension",
      JSON.stringify({ encoded: "…", encoding: {}, address: ALICE.ss58 }),
      "wallet/invalid-format",
      "polkadot-js",
    ],
    [
      "a hashed account",
      JSON.stringify({ accountType: "hashed", secretSeed: DEVELOPMENT_PHRASE.seed }),
      "wallet/unsupported-account",
      "hashed",
    ],
    [
      "a multisig account",
      JSON.stringify({ accountType: "multisig" }),
      "wallet/unsupported-account",
      "multisig",
    ],
    ["a $NACL file", bytes(NACL_FILE_START), "wallet/encrypted", "encrypted (nacl)"],
    ["an Ansible vault", "$ANSIBLE_VAULT;1.1;AES256\n6162", "wallet/encrypted", "ansible-vault"],
    ["a Fernet token", "gAAAAABh", "wallet/encrypted", "fernet"],
    ["a file far too large", "x".repeat(70_000), "wallet/invalid-format", "70000 bytes"],
  ];

  it.each(REFUSALS)("refuses %s", async (_what, contents, code, sentence) => {
    const file = await writeKeyfile(location(), contents);
    const error = await loadHotkey(location()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WalletError);
    expect(error).toMatchObject({ code, hint: expect.stringMatching(/./) });
    expect(String(error)).toContain(sentence);
    expect(String(error)).toContain(file);
  });

  it("never puts a word of the file into a failure", async () => {
    const secret = DEVELOPMENT_PHRASE.phrase.replace("walk", "drive");
    for (const contents of [
      secret,
      JSON.stringify({ secretPhrase: secret }),
      `{"secretPhrase": "${secret}`,
    ]) {
      await writeKeyfile(location(), contents);
      const error = await loadHotkey(location()).catch((reason: unknown) => reason);
      const told = `${String(error)} ${(error as Error).stack} ${JSON.stringify(error)} ${String((error as Error).cause)}`;
      expect(told).not.toContain("curtain");
    }
  });

  it("says where it looked when there is no file, and how to make one", async () => {
    const error = await loadHotkey(location()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "wallet/not-found",
      hint: expect.stringContaining("btcli wallet new_hotkey"),
    });
    expect(String(error)).toContain(hotkeyFile(location()));
  });

  it("says so when the name is a folder", async () => {
    await mkdir(hotkeyFile(location()), { recursive: true });
    await expect(loadHotkey(location())).rejects.toMatchObject({ code: "wallet/unreadable" });
  });

  it("says so when the file cannot be opened, and why", async () => {
    const file = hotkeyFile(location());
    await mkdir(path.dirname(file), { recursive: true });
    await symlink(file, file);
    const error = await loadHotkey(location()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "wallet/unreadable", hint: expect.stringContaining("permissions") });
    expect(String(error)).toContain("ELOOP");
  });

  it.each(["../other", "a/b", "", ".", ".."])(
    "refuses the name %j, which leads out of the wallet",
    async (name) => {
      await expect(loadHotkey({ ...location(), hotkeyName: name })).rejects.toMatchObject({
        code: "wallet/invalid-name",
      });
      await expect(loadHotkey({ ...location(), walletName: name })).rejects.toMatchObject({
        code: "wallet/invalid-name",
      });
    },
  );

  it.each([0o600, 0o400])("says nothing of mode %o", async (mode) => {
    expect(await warningsAtMode(mode)).toEqual([]);
  });

  it.each([0o640, 0o604, 0o666])(
    "warns of mode %o, names the remedy, and loads it all the same",
    async (mode) => {
      const file = hotkeyFile(location());
      const expected = { path: file, mode: `0${mode.toString(8)}`, remedy: `chmod 600 '${file}'` };
      expect(await warningsAtMode(mode)).toEqual([expected]);
    },
  );
});

async function warningsAtMode(mode: number): Promise<readonly unknown[]> {
  const file = await writeKeyfile(location(), DEVELOPMENT_PHRASE.phrase);
  await chmod(file, mode);
  const warnings: unknown[] = [];
  const logger: Logger = { ...silentLogger, warn: (fields) => warnings.push(fields) };
  expect((await loadHotkey(location(), { logger })).ss58).toBe(DEVELOPMENT_PHRASE.ss58);
  return warnings;
}

describe("where wallets are", () => {
  it("is btcli's folder in the home directory unless told otherwise", () => {
    expect(hotkeyFile({ walletName: "miner", hotkeyName: "default" })).toBe(
      path.join(homedir(), ".bittensor/wallets/miner/hotkeys/default"),
    );
    expect(coldkeyPublicFile({ walletPath: "~/elsewhere", walletName: "miner" })).toBe(
      path.join(homedir(), "elsewhere/miner/coldkeypub.txt"),
    );
  });
});

describe("a coldkey's public half", () => {
  it.each([
    ["JSON", JSON.stringify({ publicKey: ALICE.publicKey, ss58Address: ALICE.ss58 })],
    ["JSON with an address only", JSON.stringify({ ss58Address: ALICE.ss58 })],
    ["a bare public key, as old wallets have it", `${ALICE.publicKey}\n`],
  ])("is read from %s", async (_form, contents) => {
    await writeWallet({ ...location(), seed: new Uint8Array(32).fill(1) });
    await writeFile(coldkeyPublicFile(location()), contents);
    expect(await readColdkeyPublic(location())).toEqual({
      ss58: ALICE.ss58,
      publicKey: bytes(ALICE.publicKey),
    });
  });

  it("is refused when the file names none", async () => {
    await writeWallet({ ...location(), seed: new Uint8Array(32).fill(1) });
    await writeFile(coldkeyPublicFile(location()), "{}");
    await expect(readColdkeyPublic(location())).rejects.toMatchObject({ code: "wallet/invalid-format" });
  });
});
