import { encodeU64, encodeU8, taggedHash } from "./rules/tagged-hash.js";

/** How a hotkey signs (GPOW-1 section 2). */
export type HotkeyScheme = "sr25519" | "ed25519";

/** The numbers of the schemes on the wire. */
export const HOTKEY_SCHEME_CODES = { sr25519: 1, ed25519: 2 } as const satisfies Record<HotkeyScheme, number>;

/** The scheme with this number on the wire, or `undefined`. */
export function hotkeySchemeOf(code: number): HotkeyScheme | undefined {
  if (code === HOTKEY_SCHEME_CODES.sr25519) return "sr25519";
  if (code === HOTKEY_SCHEME_CODES.ed25519) return "ed25519";
  return undefined;
}

/** Whose session key a delegation speaks for. */
export type DelegationRole = "validator" | "executor";

/** The numbers of the roles inside the digest. */
export const DELEGATION_ROLE_CODES = {
  validator: 1,
  executor: 2,
} as const satisfies Record<DelegationRole, number>;

/** What a hotkey says when it lets a session key speak for it (GPOW-1 section 14.3). */
export interface DelegationTerms {
  /** 32 bytes: the genesis hash of the chain. */
  readonly genesis: Uint8Array;
  readonly role: DelegationRole;
  readonly scheme: HotkeyScheme;
  /** 32 bytes: the public hotkey of the validator, or of the miner who owns the executor. */
  readonly hotkey: Uint8Array;
  /** 32 bytes: the Ed25519 public session key. */
  readonly session: Uint8Array;
  /** Of role `executor`: 1…64 printable ASCII characters. Of role `validator`: empty. */
  readonly executorId: string;
  /** Unix time in milliseconds, inclusive. */
  readonly notBeforeMs: number;
  /** Unix time in milliseconds, inclusive. The protocol recommends at most 7 days after `notBeforeMs`. */
  readonly notAfterMs: number;
}

/** {@link DelegationTerms} with the hotkey's signature. */
export interface Delegation extends DelegationTerms {
  /** 64 bytes by `hotkey` over {@link delegationDigest}: sr25519 with context `substrate`, or pure Ed25519. */
  readonly signature: Uint8Array;
}

/** What goes into the digest; times that came over the wire may be any 64-bit word. */
export type DelegationDigestInput = Omit<DelegationTerms, "notBeforeMs" | "notAfterMs"> & {
  readonly notBeforeMs: number | bigint;
  readonly notAfterMs: number | bigint;
};

/**
 * The 32 bytes that the hotkey signs.
 *
 * A hotkey must only sign a digest computed by its owner from the owner's own values: 32 bytes given by somebody else
 * could be the hash of a transaction.
 */
export function delegationDigest(terms: DelegationDigestInput): Uint8Array {
  return taggedHash(
    "gpow/1/delegate",
    terms.genesis,
    encodeU8(DELEGATION_ROLE_CODES[terms.role]),
    encodeU8(HOTKEY_SCHEME_CODES[terms.scheme]),
    terms.hotkey,
    terms.session,
    Buffer.from(terms.executorId, "latin1"),
    encodeU64(terms.notBeforeMs),
    encodeU64(terms.notAfterMs),
  );
}

/** Signs {@link DelegationTerms}. `sign` is the hotkey's, over 32 bytes as they are. */
export function createDelegation(
  terms: DelegationTerms,
  sign: (digest: Uint8Array) => Uint8Array,
): Delegation {
  return { ...terms, signature: sign(delegationDigest(terms)) };
}
