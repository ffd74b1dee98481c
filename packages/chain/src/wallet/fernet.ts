import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Secret } from "@headframe/kit";

const derive = promisify(pbkdf2);

// btcli's own; the same for everybody.
const SALT = "Iguesscyborgslikemyselfhaveatendencytobeparanoidaboutourorigins";
const ROUNDS = 10_000_000;

/** Version, time, IV; then the ciphertext; then the HMAC (Fernet specification). */
const VERSION = 0x80;
const HEADER_BYTES = 1 + 8 + 16;
const TAG_BYTES = 32;

/**
 * Opens a key file that the first btcli kept as a Fernet token. Deriving the key takes ten million rounds: some
 * seconds, on a thread of Node's. `undefined` when the password is wrong or the file damaged.
 */
export async function openFernet(contents: Buffer, password: Secret): Promise<Buffer | undefined> {
  const token = readToken(contents);
  return token && openToken(token, await derive(password.reveal(), SALT, ROUNDS, 32, "sha256"));
}

/** The same with the key of 32 bytes. */
export function openFernetToken(contents: Buffer, key: Buffer): Buffer | undefined {
  const token = readToken(contents);
  return token && openToken(token, key);
}

interface Token {
  readonly signed: Buffer;
  readonly tag: Buffer;
}

function readToken(contents: Buffer): Token | undefined {
  const token = Buffer.from(contents.toString("latin1").trim(), "base64url");
  const signed = token.subarray(0, -TAG_BYTES);
  const isToken =
    token[0] === VERSION && signed.length > HEADER_BYTES && signed.length % 16 === HEADER_BYTES % 16;
  return isToken ? { signed, tag: token.subarray(-TAG_BYTES) } : undefined;
}

function openToken({ signed, tag }: Token, key: Buffer): Buffer | undefined {
  const expected = createHmac("sha256", key.subarray(0, 16)).update(signed).digest();
  if (!timingSafeEqual(tag, expected)) return undefined;
  const decipher = createDecipheriv("aes-128-cbc", key.subarray(16), signed.subarray(9, HEADER_BYTES));
  return Buffer.concat([decipher.update(signed.subarray(HEADER_BYTES)), decipher.final()]);
}
