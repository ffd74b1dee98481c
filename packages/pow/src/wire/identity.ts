import type { Delegation, HotkeyScheme } from "../delegation.js";
import type { SessionKey } from "./session-key.js";

/**
 * Whether `signature` (64 bytes) by `publicKey` (32 bytes) over `digest` (32 bytes) is right.
 *
 * A port: sr25519 needs a library that this package does not have. sr25519 means context `substrate`, the digest as it
 * is, and the marker bit set; Ed25519 means the rule of section 3.
 */
export type VerifyHotkey = (
  scheme: HotkeyScheme,
  publicKey: Uint8Array,
  digest: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** A public hotkey. */
export interface HotkeyId {
  readonly scheme: HotkeyScheme;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** The parties of a session: what a transcript must agree with, or it says nothing about them. */
export interface SessionContext {
  /** 32 bytes: the genesis hash of the chain. */
  readonly genesis: Uint8Array;
  readonly validator: HotkeyId;
  readonly miner: HotkeyId;
  /** 1…64 printable ASCII characters. */
  readonly executorId: string;
}

/** One side's right to speak: a session key, and the hotkey's word for it. */
export interface SessionCredential {
  readonly key: SessionKey;
  /** Its `session` is the public half of `key`. */
  readonly delegation: Delegation;
}
