// Writes the golden wallet files below packages/chain/test/wallet/fixtures: every form that a wallet tool has written,
// with public development keys only. The same bytes at every run; encryption is done here, apart from the code that
// undoes it; for `$NACL` the key is derived by the library that defines the format.
//
//   npx tsx --conditions=source scripts/make-wallet-fixtures.ts
import { createCipheriv, createHmac, pbkdf2Sync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Secret } from "../packages/kit/src/index.js";
import { sealNacl } from "../packages/chain/src/index.js";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "packages/chain/test/wallet/fixtures");

const PASSWORD = "test-password";

/** `//Alice`, as btcli makes it from a URI: with the private key only. */
const ALICE = {
  accountId: "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
  publicKey: "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
  privateKey:
    "0x33a6f3093f158a7109f679410bef1a0c54168145e0cecb4df006c1c2fffb1f09925a225d97aa00682d6a59b95b18780c10d7032336e88f3442b42361f4a66011",
  ss58Address: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
};
const ALICE_ED25519 = {
  publicKey: "0x88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee",
  privateKey: "0xabf8e5bdbe30c65656c0a3cbd181ff8a56294a69dfedd27982aace4a76909115",
  ss58Address: "5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu",
};
/** Substrate's development phrase. */
const PHRASE = {
  secretPhrase: "bottom drive obey lake curtain smoke basket hold race lonely fit walk",
  secretSeed: "0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e",
  ss58Address: "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV",
};

const plain = Buffer.from(JSON.stringify({ ...ALICE, cryptoType: 1 }));

const files: Readonly<Record<string, string | Uint8Array>> = {
  "json-btwallet-4": JSON.stringify({ ...PHRASE, cryptoType: 1 }),
  "json-btwallet-3": JSON.stringify(PHRASE),
  "json-uri": JSON.stringify({ ...ALICE, secretPhrase: null, secretSeed: null }),
  "json-python": JSON.stringify({ privateKey: ALICE.privateKey, " ss58Address": ALICE.ss58Address }),
  "json-ed25519": JSON.stringify({ ...ALICE_ED25519, cryptoType: 0 }),
  "bare-phrase": `${PHRASE.secretPhrase}\n`,
  "bare-seed": `${PHRASE.secretSeed}\n`,
  "bare-private-key": ALICE.privateKey.slice(2),
  nacl: await sealNacl(plain, new Secret(PASSWORD), { nonce: Uint8Array.from({ length: 24 }, (_, i) => i) }),
  "ansible-vault": ansibleVault(plain),
  fernet: fernet(plain),
  hashed: JSON.stringify({ ...PHRASE, accountType: "hashed", hashedDescriptor: "0x00" }),
  multisig: JSON.stringify({ ss58Address: ALICE.ss58Address, accountType: "multisig" }),
};

mkdirSync(folder, { recursive: true });
for (const [name, contents] of Object.entries(files)) writeFileSync(join(folder, name), contents);

function ansibleVault(text: Buffer): string {
  const salt = Buffer.alloc(32, 7);
  const keys = pbkdf2Sync(PASSWORD, salt, 10_000, 80, "sha256");
  const padding = 16 - (text.length % 16);
  const cipher = createCipheriv("aes-256-ctr", keys.subarray(0, 32), keys.subarray(64));
  const ciphertext = cipher.update(Buffer.concat([text, Buffer.alloc(padding, padding)]));
  const tag = createHmac("sha256", keys.subarray(32, 64)).update(ciphertext).digest();
  const inner = [salt, tag, ciphertext].map((part) => part.toString("hex")).join("\n");
  const lines =
    Buffer.from(inner)
      .toString("hex")
      .match(/.{1,80}/g) ?? [];
  return `$ANSIBLE_VAULT;1.1;AES256\n${lines.join("\n")}\n`;
}

function fernet(text: Buffer): string {
  const salt = "Iguesscyborgslikemyselfhaveatendencytobeparanoidaboutourorigins";
  const key = pbkdf2Sync(PASSWORD, salt, 10_000_000, 32, "sha256");
  const iv = Buffer.alloc(16, 9);
  const time = Buffer.alloc(8);
  const cipher = createCipheriv("aes-128-cbc", key.subarray(16), iv);
  const signed = Buffer.concat([Buffer.of(0x80), time, iv, cipher.update(text), cipher.final()]);
  const tag = createHmac("sha256", key.subarray(0, 16)).update(signed).digest();
  return Buffer.concat([signed, tag]).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}
