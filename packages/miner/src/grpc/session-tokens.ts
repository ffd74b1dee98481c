import type { KeyObject } from "node:crypto";
import type { Clock } from "@headframe/kit";
import {
  FLEET_SERVICE,
  JwtSigner,
  JwtVerifier,
  methodName,
  methodNames,
  MINER_DISCOVERY,
  MINER_ISSUER,
  PROOF_SERVICE,
} from "@headframe/protocol";
import type { MintedToken, SessionClaim, SessionTokens } from "../access/authentication.js";

export interface ValidatorTokensOptions {
  /** Derived so that executors, who know the shared secret, cannot make it. */
  readonly key: KeyObject;
  /** SS58 of this miner: its tokens are worth nothing elsewhere. */
  readonly minerHotkey: string;
  readonly lifetimeMs: number;
}

/** Session tokens of validators, as JSON Web Tokens. */
export class ValidatorTokens implements SessionTokens {
  readonly #options: ValidatorTokensOptions;
  readonly #signer: JwtSigner;
  readonly #scope: readonly string[];
  /** For servers that read tokens from the metadata of a call. */
  readonly verifier: JwtVerifier;

  constructor(options: ValidatorTokensOptions, { clock }: { readonly clock: Clock }) {
    this.#options = options;
    this.#signer = new JwtSigner({ key: options.key, issuer: MINER_ISSUER }, { clock });
    this.#scope = [
      ...methodNames(FLEET_SERVICE),
      ...methodNames(PROOF_SERVICE),
      methodName(MINER_DISCOVERY, "RequestExecutorLease"),
    ];
    const { key, minerHotkey } = options;
    this.verifier = new JwtVerifier({ keys: [key], issuer: MINER_ISSUER, audience: minerHotkey }, { clock });
  }

  mint(hotkey: string): MintedToken {
    const { minerHotkey: audience, lifetimeMs } = this.#options;
    const signed = this.#signer.sign({ subject: hotkey, audience, scope: this.#scope, lifetimeMs });
    return { token: signed.token, sessionId: signed.tokenId, expiresAtMs: signed.expiresAtMs };
  }

  /** What a token says that came inside a message of `method`. Throws protocol's `AuthError`. */
  read(token: string, method: string): SessionClaim {
    const { tokenId, subject } = this.verifier.verify(token, method);
    return { sessionId: tokenId, hotkey: subject };
  }
}
