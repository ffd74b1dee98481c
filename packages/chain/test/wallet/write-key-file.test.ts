import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  formatKeyfile,
  formatPublicKeyfile,
  hotkeyFile,
  hotkeyPublicFile,
  listWallets,
  loadHotkey,
  readSecret,
  summariseHotkey,
  writeHotkey,
  writeKeyFile,
} from "../../src/index.js";
import { ALICE_ED25519, bytes, DEVELOPMENT_PHRASE, NACL_FILE_START, PRIVATE_KEYS } from "../golden.js";

let walletPath: string;
beforeEach(async () => {
  walletPath = await mkdtemp(path.join(tmpdir(), "headframe-wallet-"));
});
afterEach(() => rm(walletPath, { recursive: true }));

const location = (hotkeyName = "default") => ({ walletPath, walletName: "miner", hotkeyName });
const phrase = { kind: "phrase", phrase: DEVELOPMENT_PHRASE.phrase } as const;

describe("writing a key file", () => {
  it("leaves it to its owner alone, whatever the mask of the process", async () => {
    const file = hotkeyFile(location());
    const mask = process.umask(0);
    try {
      await writeKeyFile(file, "secret");
    } finally {
      process.umask(mask);
    }
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  });

  it("replaces a file only when told to, and leaves nothing else behind", async () => {
    const file = hotkeyFile(location());
    await writeKeyFile(file, "old");
    await expect(writeKeyFile(file, "new")).rejects.toMatchObject({
      code: "wallet/exists",
      detail: { path: file },
      hint: expect.stringContaining("--force"),
    });
    expect(await readFile(file, "utf8")).toBe("old");
    await writeKeyFile(file, "new", { force: true });
    expect(await readFile(file, "utf8")).toBe("new");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(path.dirname(file))).toEqual(["default"]);
  });

  it("says which file could not be written", async () => {
    await mkdir(path.join(walletPath, "miner"));
    await writeFile(path.join(walletPath, "miner/hotkeys"), "");
    const file = hotkeyFile(location());
    await expect(writeKeyFile(file, "new", { force: true })).rejects.toMatchObject({
      code: "wallet/unwritable",
      detail: { path: file },
    });
  });
});

describe("writing a hotkey", () => {
  const secret = { kind: "seed", seed: bytes(ALICE_ED25519.seed) } as const;
  const other = { secret, scheme: "ed25519", force: true } as const;

  it("that cannot be, over another one, leaves that one's public half", async () => {
    await mkdir(hotkeyFile(location()), { recursive: true });
    await writeKeyFile(hotkeyPublicFile(location()), "of the other one");
    await expect(writeHotkey(location(), other)).rejects.toMatchObject({ code: "wallet/unwritable" });
    expect(await readFile(hotkeyPublicFile(location()), "utf8")).toBe("of the other one");
  });

  it("leaves no half of a new one", async () => {
    await writeKeyFile(hotkeyPublicFile(location()), "of a key that is lost");
    await expect(writeHotkey(location(), { ...other, force: false })).rejects.toMatchObject({
      code: "wallet/exists",
    });
    expect(await readdir(path.dirname(hotkeyFile(location())))).toEqual([
      path.basename(hotkeyPublicFile(location())),
    ]);
    expect((await writeHotkey(location(), other)).ss58).toBe((await loadHotkey(location())).ss58);
  });
});

describe("the JSON of a key file", () => {
  it("has every field that btcli's has, the private key in schnorrkel's form", () => {
    expect(JSON.parse(formatKeyfile(phrase))).toMatchObject({
      secretPhrase: DEVELOPMENT_PHRASE.phrase,
      secretSeed: DEVELOPMENT_PHRASE.seed,
      privateKey: PRIVATE_KEYS[2].keyfile,
      ss58Address: DEVELOPMENT_PHRASE.ss58,
      cryptoType: 1,
    });
  });

  it("has the seed as private key with ed25519", () => {
    expect(JSON.parse(formatKeyfile(bytes(ALICE_ED25519.seed), "ed25519"))).toMatchObject({
      privateKey: ALICE_ED25519.seed,
      publicKey: ALICE_ED25519.publicKey,
      cryptoType: 0,
    });
  });

  it("holds no secret in its public half", () => {
    const keys = Object.keys(JSON.parse(formatPublicKeyfile(phrase)) as object);
    expect(keys.toSorted()).toEqual(["accountId", "cryptoType", "publicKey", "ss58Address"]);
  });
});

describe("a secret that a person gives", () => {
  it.each([
    ["a phrase", ` ${DEVELOPMENT_PHRASE.phrase.replaceAll(" ", "\n")}\n`, DEVELOPMENT_PHRASE.ss58],
    ["a seed", DEVELOPMENT_PHRASE.seed, DEVELOPMENT_PHRASE.ss58],
    ["a private key", PRIVATE_KEYS[0].keyfile.slice(2), PRIVATE_KEYS[0].ss58],
    ["a key file's contents", formatKeyfile(phrase), DEVELOPMENT_PHRASE.ss58],
  ])("may be %s", async (_what, text, ss58) => {
    await writeKeyFile(hotkeyFile(location()), formatKeyfile(readSecret(text)));
    expect((await loadHotkey(location())).ss58).toBe(ss58);
  });

  it.each(["", "bottom drive obey", "0x12", '{"ss58Address":"5"}', "{"])(
    "is refused when it is %j, without a word of it",
    (text) => {
      expect(() => readSecret(text)).toThrow(
        expect.objectContaining({
          code: "wallet/invalid-secret",
          message: expect.not.stringContaining("obey"),
        }),
      );
    },
  );
});

describe("listing wallets", () => {
  it("shows every hotkey, what it is encrypted with and what is wrong with it", async () => {
    await writeKeyFile(hotkeyFile(location("good")), formatKeyfile(phrase));
    await writeKeyFile(hotkeyPublicFile(location("good")), formatPublicKeyfile(phrase));
    await writeKeyFile(hotkeyFile(location("locked")), bytes(NACL_FILE_START));
    await writeKeyFile(hotkeyPublicFile(location("locked")), formatPublicKeyfile(phrase));
    await writeKeyFile(hotkeyFile(location("old")), bytes(NACL_FILE_START));
    await writeKeyFile(hotkeyFile(location("torn")), "{");
    await mkdir(path.join(walletPath, "empty"));

    const [empty, miner, ...rest] = await listWallets(walletPath);
    expect(rest).toEqual([]);
    expect(empty).toEqual({ name: "empty", hotkeys: [] });
    const at = (name: string) => ({ name, path: hotkeyFile(location(name)) });
    expect(miner?.hotkeys).toEqual([
      { ...at("good"), ss58: DEVELOPMENT_PHRASE.ss58 },
      { ...at("locked"), encryption: "nacl", ss58: DEVELOPMENT_PHRASE.ss58 },
      { ...at("old"), encryption: "nacl" },
      { ...at("torn"), problem: expect.stringContaining("begins like JSON") },
    ]);
  });

  it("says so when there is no folder of wallets, or no such hotkey", async () => {
    const nowhere = path.join(walletPath, "nowhere");
    await expect(listWallets(nowhere)).rejects.toMatchObject({
      code: "wallet/not-found",
      detail: { path: nowhere },
    });
    await expect(summariseHotkey(location())).rejects.toMatchObject({ code: "wallet/not-found" });
  });
});
