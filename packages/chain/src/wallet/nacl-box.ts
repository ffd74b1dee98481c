import { randomBytes } from "node:crypto";
import { Worker } from "node:worker_threads";
import { workerEntry, type Secret } from "@headframe/kit";
import { naclDecrypt, naclEncrypt } from "@polkadot/util-crypto";
import { WalletError } from "./errors.js";

/** First bytes of the file. A nonce and a secretbox (XSalsa20-Poly1305, tag first) follow. */
const PREFIX = Buffer.from("$NACL");
const NONCE_BYTES = 24;
const TAG_BYTES = 16;

/** What the thread takes, its result included. */
const NEEDED_MIB = 600;

/** What the thread answers to a password in UTF-8. */
export type NaclKeyAnswer =
  | { readonly kind: "key"; readonly key: Uint8Array }
  | { readonly kind: "out-of-memory" };

/** How a password-protected key is worked on. `signal` ends it early. */
export interface NaclOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens btcli's `$NACL` form; `undefined` when the password is wrong or the file damaged, which cannot be told apart.
 * Throws as {@link deriveNaclKey}.
 */
export async function openNacl(
  contents: Uint8Array,
  password: Secret,
  options: NaclOptions = {},
): Promise<Buffer | undefined> {
  if (contents.length < PREFIX.length + NONCE_BYTES + TAG_BYTES) return undefined;
  return openNaclBox(contents, await deriveNaclKey(password, options));
}

/** The `$NACL` form of `plain`, as btcli reads it. Throws as {@link deriveNaclKey}. */
export async function sealNacl(
  plain: Uint8Array,
  password: Secret,
  { signal, nonce }: NaclOptions & { readonly nonce?: Uint8Array } = {},
): Promise<Buffer> {
  return sealNaclBox(plain, await deriveNaclKey(password, { signal }), nonce);
}

/** Opens the `$NACL` form with the key of 32 bytes; `undefined` when it is another key or the file is damaged. */
export function openNaclBox(contents: Uint8Array, key: Uint8Array): Buffer | undefined {
  const nonce = contents.subarray(PREFIX.length, PREFIX.length + NONCE_BYTES);
  const plain = naclDecrypt(contents.subarray(PREFIX.length + NONCE_BYTES), nonce, key);
  return plain ? Buffer.from(plain) : undefined;
}

/** The `$NACL` form of `plain`. `nonce` has 24 bytes and is random unless given. */
export function sealNaclBox(
  plain: Uint8Array,
  key: Uint8Array,
  nonce: Uint8Array = randomBytes(NONCE_BYTES),
): Buffer {
  return Buffer.concat([PREFIX, nonce, naclEncrypt(plain, key, nonce).encrypted]);
}

/**
 * The key of btcli's `$NACL` form, 32 bytes, by Argon2i over 512 MiB: some seconds, on a thread of its own. Throws
 * `wallet/out-of-memory`, or the signal's reason.
 */
async function deriveNaclKey(password: Secret, { signal }: NaclOptions = {}): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const worker = new Worker(workerEntry("nacl-worker", import.meta.url));
  const stop = (): void => void worker.terminate();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const answer = await new Promise<NaclKeyAnswer>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => reject(outOfMemory()));
      worker.postMessage(Buffer.from(password.reveal(), "utf8"));
    });
    if (answer.kind === "out-of-memory") throw outOfMemory();
    return answer.key;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}

function outOfMemory(): WalletError {
  return new WalletError(
    { code: "wallet/out-of-memory", neededMiB: NEEDED_MIB },
    `there is not enough memory for a password-protected key: deriving it takes ${NEEDED_MIB} MiB for some seconds`,
    {
      hint: "free some memory or raise the limit of this process; a hotkey may also be kept without a password",
    },
  );
}
