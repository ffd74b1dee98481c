// cspell:ignore OPSLIMIT KEYBYTES pwhash -- libsodium's names
import { parentPort } from "node:worker_threads";
import sodium, { ready } from "libsodium-wrappers-sumo";
import type { NaclKeyAnswer } from "./nacl-box.js";

/**
 * btcli's parameters: libsodium's SENSITIVE limits for Argon2i. `OPSLIMIT_SENSITIVE` of this library is the one for
 * Argon2id, 4, and would give another key.
 */
const PASSES = 8;
const MEMORY_BYTES = 512 * 1024 * 1024;
const SALT = Buffer.from("137183dff15a09bc9c90b5518739e9b1", "hex");

// The thread of `nacl-box`: derives one key, answers, and ends.
await ready;
parentPort?.once("message", (password: Uint8Array) => parentPort?.postMessage(derive(password)));

function derive(password: Uint8Array): NaclKeyAnswer {
  const { crypto_secretbox_KEYBYTES: keyBytes, crypto_pwhash_ALG_ARGON2I13: algorithm } = sodium;
  try {
    const key = sodium.crypto_pwhash(keyBytes, password, SALT, PASSES, MEMORY_BYTES, algorithm);
    return { kind: "key", key };
  } catch (error) {
    if (error instanceof TypeError) throw error;
    // Every parameter is a constant but the password, which may be anything: what is left is the memory.
    return { kind: "out-of-memory" };
  }
}
