import { randomUUID, type KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import { systemClock, type Clock } from "@headframe/kit";

export interface JwtSignerOptions {
  readonly key: KeyObject;
  readonly issuer: string;
}

/** What a token says. */
export interface TokenClaims {
  /** Who holds it: an SS58 hotkey or a UUID. */
  readonly subject: string;
  /** Whom it is for. */
  readonly audience: string;
  /** `package.Service/Method` of everything that it allows. */
  readonly scope: readonly string[];
  /** From now. Rounded up to whole seconds. */
  readonly lifetimeMs: number;
  /** `jti`. Default: a random UUID. */
  readonly tokenId?: string;
}

export interface SignedToken {
  readonly token: string;
  readonly tokenId: string;
  /** Unix milliseconds, a whole second. */
  readonly expiresAtMs: number;
}

/** Makes HS256 tokens. */
export class JwtSigner {
  readonly #options: JwtSignerOptions;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(
    options: JwtSignerOptions,
    deps: { readonly clock?: Clock; readonly newId?: () => string } = {},
  ) {
    this.#options = options;
    this.#clock = deps.clock ?? systemClock;
    this.#newId = deps.newId ?? randomUUID;
  }

  sign(claims: TokenClaims): SignedToken {
    const tokenId = claims.tokenId ?? this.#newId();
    const issuedAt = Math.floor(this.#clock.nowMs() / 1000);
    const expiresAt = issuedAt + Math.ceil(claims.lifetimeMs / 1000);
    const payload = {
      iss: this.#options.issuer,
      sub: claims.subject,
      aud: claims.audience,
      scope: claims.scope,
      iat: issuedAt,
      nbf: issuedAt,
      exp: expiresAt,
      jti: tokenId,
    };
    const token = jwt.sign(payload, this.#options.key, { algorithm: "HS256" });
    return { token, tokenId, expiresAtMs: expiresAt * 1000 };
  }
}
