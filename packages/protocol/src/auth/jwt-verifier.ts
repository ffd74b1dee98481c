import type { KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import { systemClock, type Clock } from "@headframe/kit";
import { AuthError } from "./auth-error.js";

export interface JwtVerifierOptions {
  /** Keys of the current and of earlier secrets: a token made with any of them counts. At least one. */
  readonly keys: readonly KeyObject[];
  readonly issuer: string;
  /** Which audiences are us. A function where that depends on state or method. */
  readonly audience: string | ((audience: string, method: string) => boolean);
  /** Longest lifetime that is accepted, whatever the token says. Default: no limit. */
  readonly maxLifetimeMs?: number;
  /** How far the clocks of the two sides may differ. Default: 5 s. */
  readonly clockToleranceMs?: number;
}

/** What a token that was accepted says. */
export interface VerifiedToken {
  readonly subject: string;
  readonly audience: string;
  readonly tokenId: string;
  /** Unix milliseconds. */
  readonly expiresAtMs: number;
}

const DEFAULT_CLOCK_TOLERANCE_MS = 5_000;

/** Tokens of ours are below 1 KiB; this bounds the work that a stranger can cause. */
const MAX_TOKEN_CHARS = 8_192;

/** Tokens whose signature is known to be good. A caller uses one for minutes; a fleet has hundreds of callers. */
const MAX_KNOWN_TOKENS = 1_024;

type Claims = Readonly<Record<string, unknown>>;

/** Checks HS256 tokens: signature first, then every claim; a token that lacks one is refused. */
export class JwtVerifier {
  readonly #options: JwtVerifierOptions;
  readonly #clock: Clock;
  readonly #known = new Map<string, Claims>();

  constructor(options: JwtVerifierOptions, deps: { readonly clock?: Clock } = {}) {
    if (options.keys.length === 0) throw new Error("a verifier without keys would refuse everybody");
    this.#options = options;
    this.#clock = deps.clock ?? systemClock;
  }

  /**
   * What `token` says, if it is genuine, meant for us, valid now and allows `method` (`package.Service/Method`).
   *
   * @throws {AuthError} naming the first thing that is wrong.
   */
  verify(token: string, method: string): VerifiedToken {
    const claims = this.#readClaims(token);
    const nowMs = this.#clock.nowMs();
    const toleranceMs = this.#options.clockToleranceMs ?? DEFAULT_CLOCK_TOLERANCE_MS;

    if (claims["iss"] !== this.#options.issuer) {
      throw new AuthError(
        { code: "auth/wrong-issuer", expected: this.#options.issuer },
        `the token was not issued by ${this.#options.issuer}`,
      );
    }
    const expiresAtMs = secondsClaim(claims, "exp") * 1000;
    if (nowMs >= expiresAtMs + toleranceMs) {
      throw new AuthError({ code: "auth/expired", expiredAtMs: expiresAtMs }, "the token has expired", {
        hint: "get a new token; if it is new, compare the clocks of both machines",
      });
    }
    this.#checkNotBefore(claims, nowMs + toleranceMs);
    this.#checkLifetime(claims, expiresAtMs);
    const subject = textClaim(claims, "sub");
    const tokenId = textClaim(claims, "jti");
    const audience = this.#checkAudience(claims, method);
    checkScope(claims, method);
    return { subject, audience, tokenId, expiresAtMs };
  }

  /**
   * The claims of a token with a good signature. Checking one is a third of the cost of a call, so that the outcome is
   * kept for tokens that were good. Everything else about a token is checked on every call.
   */
  #readClaims(token: string): Claims {
    const known = this.#known.get(token);
    if (known !== undefined) return known;
    const claims = this.#checkSignature(token);
    if (this.#known.size >= MAX_KNOWN_TOKENS) {
      const [oldest] = this.#known.keys();
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    this.#known.set(token, claims);
    return claims;
  }

  #checkSignature(token: string): Claims {
    if (token.length > MAX_TOKEN_CHARS) throw malformed();
    for (const key of this.#options.keys) {
      try {
        // Times are checked below, against our clock.
        const payload = jwt.verify(token, key, {
          algorithms: ["HS256"],
          ignoreExpiration: true,
          ignoreNotBefore: true,
        });
        if (typeof payload === "string") throw malformed();
        return payload;
      } catch (error) {
        if (error instanceof AuthError) throw error;
        if (!isBadSignature(error)) throw toAuthError(error);
      }
    }
    throw new AuthError({ code: "auth/bad-signature" }, "the token was made with another secret", {
      hint: "set the same jwt_secret on both sides",
    });
  }

  #checkNotBefore(claims: Claims, latestMs: number): void {
    if (claims["nbf"] === undefined) return;
    const notBeforeMs = secondsClaim(claims, "nbf") * 1000;
    if (notBeforeMs > latestMs) {
      throw new AuthError({ code: "auth/not-yet-valid", notBeforeMs }, "the token is not valid yet", {
        hint: "compare the clocks of both machines",
      });
    }
  }

  #checkLifetime(claims: Claims, expiresAtMs: number): void {
    const { maxLifetimeMs } = this.#options;
    if (maxLifetimeMs === undefined) return;
    if (expiresAtMs - secondsClaim(claims, "iat") * 1000 > maxLifetimeMs) {
      const limitSeconds = maxLifetimeMs / 1000;
      throw new AuthError(
        { code: "auth/lifetime-too-long", limitSeconds },
        `the token is valid for longer than ${limitSeconds} s`,
      );
    }
  }

  #checkAudience(claims: Claims, method: string): string {
    const { audience: expected } = this.#options;
    const audience = textClaim(claims, "aud");
    const isOurs = typeof expected === "string" ? audience === expected : expected(audience, method);
    if (!isOurs) {
      throw new AuthError(
        { code: "auth/wrong-audience", audience },
        `the token is for ${audience}, not for us`,
      );
    }
    return audience;
  }
}

function checkScope(claims: Claims, method: string): void {
  const scope: unknown = claims["scope"];
  if (!Array.isArray(scope) || !scope.includes(method)) {
    throw new AuthError({ code: "auth/missing-scope", method }, `the token does not allow ${method}`);
  }
}

function textClaim(claims: Claims, claim: string): string {
  const value = claims[claim];
  if (typeof value === "string" && value !== "") return value;
  throw new AuthError({ code: "auth/missing-claim", claim }, `the token has no usable claim "${claim}"`);
}

function secondsClaim(claims: Claims, claim: string): number {
  const value = claims[claim];
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new AuthError({ code: "auth/missing-claim", claim }, `the token has no usable claim "${claim}"`);
}

/** jsonwebtoken tells its failures apart by message only. */
function isBadSignature(error: unknown): boolean {
  return error instanceof jwt.JsonWebTokenError && error.message === "invalid signature";
}

function toAuthError(error: unknown): AuthError {
  const isAlgorithm =
    error instanceof jwt.JsonWebTokenError &&
    (error.message === "invalid algorithm" || error.message === "jwt signature is required");
  if (isAlgorithm) {
    return new AuthError({ code: "auth/wrong-algorithm" }, "the token is not signed with HS256", {
      cause: error,
    });
  }
  return malformed(error);
}

function malformed(cause?: unknown): AuthError {
  return new AuthError({ code: "auth/malformed-token" }, "the token is not a JSON Web Token", { cause });
}
