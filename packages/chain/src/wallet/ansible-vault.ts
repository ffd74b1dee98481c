import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Secret } from "@headframe/kit";

const derive = promisify(pbkdf2);

const HEADER = /^\$ANSIBLE_VAULT;1\.[12];AES256(?:;[^\n]*)?\r?\n/;
const ROUNDS = 10_000;

/**
 * Opens a key file that an early btcli kept as an Ansible vault: hex of three lines of hex, which are a salt, an
 * HMAC and a ciphertext (AES-256-CTR, PKCS#7). `undefined` when the password is wrong or the file damaged.
 */
export async function openAnsibleVault(contents: Buffer, password: Secret): Promise<Buffer | undefined> {
  const text = contents.toString("latin1");
  const body = HEADER.test(text) ? hexBytes(text.replace(HEADER, "")) : undefined;
  const [salt, tag, ciphertext] = (body?.toString("latin1") ?? "").split("\n").map(hexBytes);
  if (!salt || !tag || !ciphertext) return undefined;
  const keys = await derive(password.reveal(), salt, ROUNDS, 80, "sha256");
  const [cipherKey, macKey, iv] = [keys.subarray(0, 32), keys.subarray(32, 64), keys.subarray(64)];
  const expected = createHmac("sha256", macKey).update(ciphertext).digest();
  if (tag.length !== expected.length || !timingSafeEqual(tag, expected)) return undefined;
  const decipher = createDecipheriv("aes-256-ctr", cipherKey, iv);
  const padded = Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  return padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
}

function hexBytes(text: string): Buffer | undefined {
  const digits = text.replace(/\s/g, "");
  return /^(?:[0-9a-f]{2})+$/i.test(digits) ? Buffer.from(digits, "hex") : undefined;
}
