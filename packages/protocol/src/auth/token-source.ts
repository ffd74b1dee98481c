import { systemClock, type Clock } from "@headframe/kit";
import type { JwtSigner, SignedToken, TokenClaims } from "./jwt-signer.js";

/** Gives the token for the next call. Cheap: call it for each. */
export type TokenProvider = () => string;

export interface TokenSourceOptions {
  /** `sub` of every token. */
  readonly subject: string;
  /** Default: 5 min. */
  readonly lifetimeMs?: number;
}

const DEFAULT_LIFETIME_MS = 300_000;

/** A token is renewed when this part of its life has passed, so that none expires on its way. */
const RENEW_AFTER = 0.75;

/** Makes tokens for calls and keeps each until three quarters of its life have passed. */
export class TokenSource {
  readonly #signer: JwtSigner;
  readonly #options: TokenSourceOptions;
  readonly #clock: Clock;

  constructor(signer: JwtSigner, options: TokenSourceOptions, deps: { readonly clock?: Clock } = {}) {
    this.#signer = signer;
    this.#options = options;
    this.#clock = deps.clock ?? systemClock;
  }

  /** Tokens for one peer. What is kept lives as long as the provider: one per channel. */
  provider(target: Pick<TokenClaims, "audience" | "scope">): TokenProvider {
    const { subject, lifetimeMs = DEFAULT_LIFETIME_MS } = this.#options;
    let current: SignedToken | undefined;
    return () => {
      const remainingMs = (current?.expiresAtMs ?? 0) - this.#clock.nowMs();
      // More than a whole life left means that the clock went back.
      const isFresh = remainingMs > lifetimeMs * (1 - RENEW_AFTER) && remainingMs <= lifetimeMs + 1_000;
      if (current === undefined || !isFresh) {
        current = this.#signer.sign({ ...target, subject, lifetimeMs });
      }
      return current.token;
    };
  }
}
