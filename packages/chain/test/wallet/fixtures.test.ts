import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Secret } from "@headframe/kit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hotkeyFile, loadHotkey, sealNacl, verifySignature } from "../../src/index.js";
import { openFernetToken } from "../../src/wallet/fernet.js";
import { openNaclBox, sealNaclBox } from "../../src/wallet/nacl-box.js";
import { ALICE, ALICE_ED25519, bytes, DEVELOPMENT_PHRASE, NACL_KEY, PRIVATE_KEYS } from "../golden.js";

/** Made by scripts/make-wallet-fixtures.ts. */
const FIXTURES = path.join(import.meta.dirname, "fixtures");
const PASSWORD = new Secret("test-password");

/** Deriving the key of an encrypted file takes seconds where nothing else runs. */
const SLOW_MS = 180_000;

let walletPath: string;
const location = () => ({ walletPath, walletName: "miner", hotkeyName: "default" });

beforeEach(async () => {
  walletPath = await mkdtemp(path.join(tmpdir(), "headframe-wallet-"));
  await mkdir(path.dirname(hotkeyFile(location())), { recursive: true });
});
afterEach(() => rm(walletPath, { recursive: true }));

const load = async (fixture: string, password?: Secret) => {
  await copyFile(path.join(FIXTURES, fixture), hotkeyFile(location()));
  return loadHotkey(location(), { password: () => Promise.resolve(password) });
};

describe("the golden wallet files", () => {
  it.each([
    ["json-btwallet-4", DEVELOPMENT_PHRASE.ss58],
    ["json-btwallet-3", DEVELOPMENT_PHRASE.ss58],
    ["json-uri", ALICE.ss58],
    ["json-python", ALICE.ss58],
    ["json-ed25519", ALICE_ED25519.ss58],
    ["bare-phrase", DEVELOPMENT_PHRASE.ss58],
    ["bare-seed", DEVELOPMENT_PHRASE.ss58],
    ["bare-private-key", ALICE.ss58],
  ])("%s loads without a password", async (fixture, ss58) => {
    expect((await load(fixture)).ss58).toBe(ss58);
  });

  it.each(["nacl", "ansible-vault", "fernet"])(
    "%s opens with its password, to a key that signs",
    { timeout: SLOW_MS },
    async (fixture) => {
      const hotkey = await load(fixture, PASSWORD);
      expect(hotkey.ss58).toBe(ALICE.ss58);
      const message = Buffer.from("message");
      expect(verifySignature(hotkey.scheme, hotkey.publicKey, message, hotkey.sign(message))).toBe(true);
    },
  );

  it("ansible-vault does not open with another password, and the file is named", async () => {
    await expect(load("ansible-vault", new Secret("test-Password"))).rejects.toMatchObject({
      code: "wallet/wrong-password",
      detail: { path: hotkeyFile(location()), encryption: "ansible-vault" },
      hint: expect.stringContaining("backup"),
    });
  });

  // What a wrong password comes to: deriving its key takes as long as deriving the right one.
  it.each([
    ["nacl", openNaclBox],
    ["fernet", openFernetToken],
  ])("%s does not open with another key", async (fixture, open) => {
    const contents = await readFile(path.join(FIXTURES, fixture));
    expect(open(contents, Buffer.alloc(32, 7))).toBeUndefined();
  });

  it.each(["nacl", "ansible-vault", "fernet"])("%s asks for a password", async (fixture) => {
    await expect(load(fixture)).rejects.toMatchObject({
      code: "wallet/encrypted",
      hint: expect.stringContaining("BT_PW_"),
    });
  });

  it.each(["hashed", "multisig"])("%s is refused", async (fixture) => {
    await expect(load(fixture)).rejects.toMatchObject({ code: "wallet/unsupported-account" });
  });

  it.each([
    ["$NACL", "cut off before its box"],
    ["$ANSIBLE_VAULT;1.1;AES256\nzz", "of other digits"],
    ["$ANSIBLE_VAULT;9;X\n00", "of another version"],
    ["gAAAAABh", "cut off"],
  ])("a file %j, %s, opens with no password", async (contents) => {
    await writeFile(hotkeyFile(location()), contents);
    await expect(loadHotkey(location(), { password: () => Promise.resolve(PASSWORD) })).rejects.toMatchObject(
      { code: "wallet/wrong-password" },
    );
  });

  const shared = path.join(
    process.env["CHAIN_DATA_DIR"] ?? path.join(import.meta.dirname, "../../../../../shared/data"),
    "chain-golden-vectors.json",
  );
  const isAbsent = !existsSync(shared);
  if (isAbsent)
    process.stderr.write(`\nSKIPPED: the golden vectors of key files, because ${shared} is missing\n`);
  it.skipIf(isAbsent)("nacl is the very file of the golden vectors", async () => {
    const vectors = JSON.parse(readFileSync(shared, "utf8")) as {
      readonly keyfile_encryption: { readonly nacl: { readonly file: string } };
    };
    const fixture = await readFile(path.join(FIXTURES, "nacl"));
    expect(`0x${fixture.toString("hex")}`).toBe(vectors.keyfile_encryption.nacl.file);
  });
});

describe("sealing a key file", () => {
  it("makes the golden file of the password's key", async () => {
    const golden = await readFile(path.join(FIXTURES, "nacl"));
    const [aliceKey] = PRIVATE_KEYS;
    const plain = JSON.stringify({
      accountId: ALICE.publicKey,
      publicKey: ALICE.publicKey,
      privateKey: aliceKey.keyfile,
      ss58Address: ALICE.ss58,
      cryptoType: 1,
    });
    expect(sealNaclBox(Buffer.from(plain), bytes(NACL_KEY), golden.subarray(5, 29))).toEqual(golden);
  });

  it("takes another nonce for each file, and opens again", () => {
    const [one, two] = [1, 2].map(() => sealNaclBox(Buffer.from("plain"), bytes(NACL_KEY)));
    expect(one).not.toEqual(two);
    expect(openNaclBox(one!, bytes(NACL_KEY))?.toString()).toBe("plain");
  });

  it("ends when told to", async () => {
    const stopping = new AbortController();
    const sealing = sealNacl(Buffer.from("plain"), PASSWORD, { signal: stopping.signal });
    const reason = new Error("enough");
    stopping.abort(reason);
    await expect(sealing).rejects.toBe(reason);
  });
});
