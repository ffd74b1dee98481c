// cspell:ignore OPSLIMIT KEYBYTES pwhash -- libsodium's names
import { parentPort } from "node:worker_threads";
import sodium, { ready } from "libsodium-wrappers-sumo";
import type { NaclJob, NaclResult } from "./nacl-box.js";

/**
 * btcli's parameters: libsodium's SENSITIVE limits for Argon2i. `OPSLIMIT_SENSITIVE` of this library is the one for
 * Argon2id, 4, and would give another key.
 */
const PASSES = 8;
const MEMORY_BYTES = 512 * 1024 * 1024;
const SALT = Buffer.from("137183dff15a09bc9c90b5518739e9b1", "hex");

// The thread of `nacl-box`: does one job, answers, and ends.
await ready;
parentPort?.once("message", (job: NaclJob) => parentPort?.postMessage(work(job)));

function work(job: NaclJob): NaclResult {
  let key: Uint8Array;
  try {
    const { crypto_secretbox_KEYBYTES: keyBytes, crypto_pwhash_ALG_ARGON2I13: algorithm } = sodium;
    key = sodium.crypto_pwhash(keyBytes, job.password, SALT, PASSES, MEMORY_BYTES, algorithm);
  } catch (error) {
    if (error instanceof TypeError) throw error;
    // Every parameter is a constant but the password, which may be anything: what is left is the memory.
    return { kind: "out-of-memory" };
  }
  if (job.kind === "seal") {
    return { kind: "done", bytes: sodium.crypto_secretbox_easy(job.plain, job.nonce, key) };
  }
  try {
    return { kind: "done", bytes: sodium.crypto_secretbox_open_easy(job.box, job.nonce, key) };
  } catch {
    return { kind: "refused" }; // The tag does not fit the key: the only reason that is left.
  }
}
