import { randomBytes } from "node:crypto";
import { Worker } from "node:worker_threads";
import { workerEntry, type Secret } from "@headframe/kit";
import { WalletError } from "./errors.js";

/** First bytes of the file. A nonce and a secretbox (XSalsa20-Poly1305, tag first) follow. */
const PREFIX = Buffer.from("$NACL");
const NONCE_BYTES = 24;
const TAG_BYTES = 16;

/** What the thread takes, its result included. */
const NEEDED_MIB = 600;

/** What the thread is sent. `password` is UTF-8. */
export type NaclJob =
  | {
      readonly kind: "open";
      readonly password: Uint8Array;
      readonly nonce: Uint8Array;
      readonly box: Uint8Array;
    }
  | {
      readonly kind: "seal";
      readonly password: Uint8Array;
      readonly nonce: Uint8Array;
      readonly plain: Uint8Array;
    };

/** What the thread answers. */
export type NaclResult =
  | { readonly kind: "done"; readonly bytes: Uint8Array }
  | { readonly kind: "refused" }
  | { readonly kind: "out-of-memory" };

/** How a password-protected key is worked on. `signal` ends it early. */
export interface NaclOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens btcli's `$NACL` form; `undefined` when the password is wrong or the file damaged, which cannot be told apart.
 * The key is derived with Argon2i over 512 MiB, which takes some seconds and is done on a thread of its own. Throws
 * `wallet/out-of-memory`.
 */
export async function openNacl(
  contents: Uint8Array,
  password: Secret,
  { signal }: NaclOptions = {},
): Promise<Buffer | undefined> {
  const nonce = contents.subarray(PREFIX.length, PREFIX.length + NONCE_BYTES);
  const box = contents.subarray(PREFIX.length + NONCE_BYTES);
  if (box.length < TAG_BYTES) return undefined;
  return run({ kind: "open", password: utf8(password), nonce, box }, signal);
}

/** The `$NACL` form of `plain`, as btcli reads it. `nonce` has 24 bytes and is random unless given. Throws as {@link openNacl}. */
export async function sealNacl(
  plain: Uint8Array,
  password: Secret,
  { signal, nonce = randomBytes(NONCE_BYTES) }: NaclOptions & { readonly nonce?: Uint8Array } = {},
): Promise<Buffer> {
  const box = await run({ kind: "seal", password: utf8(password), nonce, plain }, signal);
  if (!box) throw new Error("a box cannot refuse to be sealed");
  return Buffer.concat([PREFIX, nonce, box]);
}

async function run(job: NaclJob, signal: AbortSignal | undefined): Promise<Buffer | undefined> {
  signal?.throwIfAborted();
  const worker = new Worker(workerEntry("nacl-worker", import.meta.url));
  const stop = (): void => void worker.terminate();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const result = await new Promise<NaclResult>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => reject(outOfMemory()));
      worker.postMessage(job);
    });
    if (result.kind === "out-of-memory") throw outOfMemory();
    return result.kind === "done" ? Buffer.from(result.bytes) : undefined;
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

function utf8(password: Secret): Uint8Array {
  return Buffer.from(password.reveal(), "utf8");
}
