import type { Clock } from "@headframe/kit";

/** A nonce that was used. */
export interface UsedNonce {
  /** SS58. */
  readonly hotkey: string;
  readonly nonce: string;
  readonly usedAtMs: number;
  /** From then on the nonce's text can no longer pass; `null` when it always could. */
  readonly expiresAtMs: number | null;
}

/** Nonces that expire, remembered at most. Beyond it no other is taken until some have expired. */
const MAX_EXPIRING = 200_000;

/** Nonces of the first generation remembered per validator. They never expire, so the oldest give way. */
export const MAX_LASTING_PER_HOTKEY = 20_000;

/**
 * Remembers nonces, so that a signed text works once. The caller stores each nonce durably before it answers, and
 * gives them back to {@link ReplayMemory.restore} at the next start. One memory is for texts of about one lifetime.
 */
export class ReplayMemory {
  readonly #clock: Pick<Clock, "nowMs">;
  readonly #expiring = new Map<string, number>();
  readonly #lasting = new Map<string, Set<string>>();

  constructor({ clock }: { readonly clock: Pick<Clock, "nowMs"> }) {
    this.#clock = clock;
  }

  get size(): number {
    let lasting = 0;
    for (const nonces of this.#lasting.values()) lasting += nonces.size;
    return this.#expiring.size + lasting;
  }

  /** Takes in what an earlier process remembered, oldest first. */
  restore(nonces: Iterable<UsedNonce>): void {
    for (const nonce of nonces) this.remember(nonce);
  }

  has(hotkey: string, nonce: string): boolean {
    return this.#expiring.has(key(hotkey, nonce)) || (this.#lasting.get(hotkey)?.has(nonce) ?? false);
  }

  /** Remembers `used`. False, and nothing is remembered, when the memory is full of nonces that could still pass. */
  remember(used: UsedNonce): boolean {
    if (used.expiresAtMs === null) {
      this.#rememberLasting(used);
      return true;
    }
    this.#forgetExpired();
    if (this.#expiring.size >= MAX_EXPIRING) return false;
    this.#expiring.set(key(used.hotkey, used.nonce), used.expiresAtMs);
    return true;
  }

  #rememberLasting({ hotkey, nonce }: UsedNonce): void {
    const nonces = this.#lasting.get(hotkey) ?? new Set();
    this.#lasting.set(hotkey, nonces.add(nonce));
    if (nonces.size <= MAX_LASTING_PER_HOTKEY) return;
    for (const oldest of nonces) {
      nonces.delete(oldest);
      return;
    }
  }

  /** Looks at the oldest only: they expire in nearly the order in which they came. */
  #forgetExpired(): void {
    const nowMs = this.#clock.nowMs();
    for (const [key, expiresAtMs] of this.#expiring) {
      if (expiresAtMs > nowMs) return;
      this.#expiring.delete(key);
    }
  }
}

/** An SS58 address has no colon, so no two pairs share a key. */
function key(hotkey: string, nonce: string): string {
  return `${hotkey}:${nonce}`;
}
