import {
  BASILICA_FRESHNESS_SECONDS as FRESHNESS_SECONDS,
  basilicaLegacyText,
  basilicaRequestText,
  basilicaResponseText,
  decodeAddress,
  isAddress,
  type Keypair,
  type ReplayMemory,
  type UsedNonce,
} from "@headframe/chain";
import type { Clock, RateLimiter } from "@headframe/kit";
import type { Admission, SubnetView } from "./admission.js";
import { AccessError } from "./errors.js";
import { peerNetwork } from "./peer-address.js";
import type { Session, Sessions } from "./sessions.js";
import type { VerifySignature } from "./signature-thread.js";

/** What a validator sends to begin a session. */
export interface AuthenticationRequest {
  /** SS58. */
  readonly validatorHotkey: string;
  /** 64 bytes in hex, without `0x`. */
  readonly signature: string;
  readonly nonce: string;
  /** When it was signed, Unix seconds; `undefined` when not said. */
  readonly unixSeconds: bigint | undefined;
  /** SS58 of the miner meant; empty from validators of the first generation, which cannot say. */
  readonly targetMinerHotkey: string;
}

/** A session that began, and the token that proves it. */
export interface OpenedSession {
  readonly session: Session;
  readonly sessionToken: string;
}

/** The miner's answer: the session, and the proof that this miner gave it. */
export interface AuthenticationResponse extends OpenedSession {
  /** SS58. */
  readonly minerHotkey: string;
  readonly responseNonce: string;
  /** 64 bytes in lower-case hex. */
  readonly minerSignature: string;
}

/** A token for a session that begins with it. */
export interface MintedToken {
  readonly token: string;
  /** UUID, part of the token. */
  readonly sessionId: string;
  readonly expiresAtMs: number;
}

/** What a genuine token says. */
export interface SessionClaim {
  readonly sessionId: string;
  readonly hotkey: string;
}

/** Makes session tokens. */
export interface SessionTokens {
  mint(hotkey: string): MintedToken;
}

/** Where sessions and nonces outlive the process. */
export interface SessionStore {
  /** Resolves once it is on disk that the session began, with which nonce, and which sessions gave way to it. */
  save(session: Session, nonce: UsedNonce, ended: readonly Session[]): Promise<void>;
}

export interface AuthenticationRules {
  /** Off only on a development chain. */
  readonly verifySignatures: boolean;
  /** Whether validators of the first generation, whose texts are bound to no miner and no time, are let in. */
  readonly acceptLegacy: boolean;
}

export interface AuthenticationParts {
  readonly hotkey: Keypair;
  readonly admission: Admission;
  readonly subnet: SubnetView;
  readonly nonces: ReplayMemory;
  readonly sessions: Sessions;
  readonly tokens: SessionTokens;
  readonly store: SessionStore;
  /** Verifies a signature. */
  readonly verify: VerifySignature;
  /** `undefined`: no limit. */
  readonly limiter: RateLimiter | undefined;
  readonly clock: Pick<Clock, "nowMs">;
  /** A UUID of version 4. */
  readonly randomUuid: () => string;
}

/** No colon: a nonce can then never be read as one of the longer texts that hotkeys sign. */
const NONCE = /^[A-Za-z0-9_.-]{1,128}$/;
const SIGNATURE = /^(?:0x)?[0-9a-fA-F]{128}$/;

/** Lets validators in and remembers that it did. */
export class Authentication {
  readonly #rules: AuthenticationRules;
  readonly #parts: AuthenticationParts;

  constructor(rules: AuthenticationRules, parts: AuthenticationParts) {
    this.#rules = rules;
    this.#parts = parts;
  }

  /**
   * Begins a session, or throws an {@link AccessError}. Cheap checks come first; the nonce is spent and the
   * validator's rate counted only once the signature was verified, so a stranger can use up neither. The session is
   * stored before it is returned.
   *
   * `peer` is the caller's `address:port`.
   */
  async authenticate(request: AuthenticationRequest, peer: string): Promise<AuthenticationResponse> {
    const { admission, nonces, hotkey, randomUuid } = this.#parts;
    this.countPeer(peer);
    this.#assertWellFormed(request);
    this.#usedNonce(request); // for what it refuses
    admission.assertMayBegin(request.validatorHotkey);
    this.#assertUnused(request);
    await this.#assertSigned(request);
    // It may have waited until a first copy's nonce was forgotten, or until a copy came while it was verified. From here
    // to the store nothing waits.
    const nonce = this.#usedNonce(request);
    this.#assertUnused(request);
    this.#take(`validator ${request.validatorHotkey}`);

    const { session, sessionToken } = await this.#open(nonce, () => {
      if (!nonces.remember(nonce)) throw this.#memoryFull();
    });
    const responseNonce = randomUuid();
    const text = basilicaResponseText(request.validatorHotkey, responseNonce, sessionToken);
    const minerSignature = Buffer.from(hotkey.sign(Buffer.from(text))).toString("hex");
    return {
      session,
      sessionToken,
      minerHotkey: hotkey.ss58,
      responseNonce,
      minerSignature,
    };
  }

  /**
   * Begins a session for a validator whose signed request was verified, and counted, elsewhere: that request's nonce is
   * spent, so this one is new. The session is stored before it is returned.
   */
  begin(hotkey: string): Promise<OpenedSession> {
    const { clock, randomUuid } = this.#parts;
    const usedAtMs = clock.nowMs();
    return this.#open({ hotkey, nonce: randomUuid(), usedAtMs, expiresAtMs: usedAtMs }, () => undefined);
  }

  /** Throws unless `hotkey` (SS58) may begin a session; see `Admission`. */
  assertMayBegin(hotkey: string): void {
    this.#parts.admission.assertMayBegin(hotkey);
  }

  /**
   * The session that a genuine token names. Throws `access/invalid-token` when it has ended, or why its validator lost
   * the right to it.
   */
  resume(claim: SessionClaim): Session {
    const { sessions, admission } = this.#parts;
    const session = sessions.find(claim.sessionId);
    if (session === undefined || session.hotkey !== claim.hotkey) throw invalidToken();
    admission.assertMayContinue(session.hotkey);
    return session;
  }

  /** Counts one request of a validator that has a session; throws `access/rate-limited`. */
  countRequest(hotkey: string): void {
    this.#take(`validator ${hotkey}`);
  }

  /** Counts one challenge of an executor of the fleet, apart from those of others; throws `access/rate-limited`. */
  countChallenge(hotkey: string, executorId: string): void {
    this.#take(`challenge ${hotkey} ${executorId}`);
  }

  /** Counts one request of a caller (`address:port`) of whom nothing is certain yet; throws `access/rate-limited`. */
  countPeer(peer: string): void {
    this.#take(`peer ${peerNetwork(peer)}`);
  }

  /** Opens and stores a session. `reserve` may still refuse, and nothing waits before it. */
  async #open(nonce: UsedNonce, reserve: () => void): Promise<OpenedSession> {
    const { sessions, store, tokens } = this.#parts;
    const { hotkey, usedAtMs: startedAtMs } = nonce;
    const { token: sessionToken, sessionId, expiresAtMs } = tokens.mint(hotkey);
    const change = sessions.open({ sessionId, hotkey, startedAtMs, expiresAtMs });
    try {
      reserve();
      await store.save(change.opened, nonce, change.ended);
    } catch (error) {
      sessions.undo(change);
      throw error;
    }
    return { session: change.opened, sessionToken };
  }

  #take(caller: string): void {
    const retryAfterMs = this.#parts.limiter?.take(caller) ?? 0;
    if (retryAfterMs === 0) return;
    throw new AccessError({ code: "access/rate-limited", retryAfterMs }, "too many requests", {
      hint: `try again in ${retryAfterMs} ms`,
    });
  }

  #assertWellFormed(request: AuthenticationRequest): void {
    const wrong = this.#malformedField(request);
    if (wrong === undefined) return;
    const [field, problem] = wrong;
    throw new AccessError({ code: "access/malformed-request", field }, `${field} ${problem}`, {
      hint: "see the comments of ValidatorAuthRequest in miner_discovery.proto",
    });
  }

  #malformedField(request: AuthenticationRequest): readonly [string, string] | undefined {
    const { signature, nonce, targetMinerHotkey, validatorHotkey } = request;
    if (!SIGNATURE.test(signature)) return ["signature", "must be 64 bytes in hexadecimal"];
    if (!NONCE.test(nonce)) return ["nonce", "must be 1 to 128 letters, digits, dots, dashes or underscores"];
    if (targetMinerHotkey.length > 64) return ["target_miner_hotkey", "is no SS58 address"];
    // A hotkey that the subnet's view knows was checked when the view was read.
    if (this.#parts.subnet.neuronByHotkey(validatorHotkey) !== undefined) return undefined;
    return isAddress(validatorHotkey) ? undefined : ["validator_hotkey", "is no SS58 address of this chain"];
  }

  /** Decides the generation by the presence of the target, and until when the signed text can pass. */
  #usedNonce(request: AuthenticationRequest): UsedNonce {
    const nowMs = this.#parts.clock.nowMs();
    const used = { hotkey: request.validatorHotkey, nonce: request.nonce, usedAtMs: nowMs };
    if (request.targetMinerHotkey === "") {
      if (this.#rules.acceptLegacy) return { ...used, expiresAtMs: null };
      throw new AccessError({ code: "access/target-required" }, "target_miner_hotkey is required", {
        hint: "sign BASILICA_AUTH_V1:{nonce}:{miner hotkey}:{unix seconds} and send the miner's hotkey and the timestamp",
      });
    }
    this.#assertTarget(request.targetMinerHotkey);
    const skewSeconds = this.#assertFresh(request.unixSeconds ?? 0n, nowMs);
    return { ...used, expiresAtMs: nowMs + (FRESHNESS_SECONDS + 1 + skewSeconds) * 1000 };
  }

  #assertTarget(target: string): void {
    if (target === this.#parts.hotkey.ss58) return;
    throw new AccessError(
      { code: "access/wrong-target", target },
      "Authentication request not intended for this miner",
      { hint: `this miner's hotkey is ${this.#parts.hotkey.ss58}` },
    );
  }

  /** Returns how many seconds the caller's clock is ahead of ours; negative when behind. */
  #assertFresh(unixSeconds: bigint, nowMs: number): number {
    const skew = unixSeconds - BigInt(Math.floor(nowMs / 1000));
    if (skew <= BigInt(FRESHNESS_SECONDS) && skew >= -BigInt(FRESHNESS_SECONDS)) return Number(skew);
    throw new AccessError(
      { code: "access/stale-timestamp", skewSeconds: Number(skew) },
      "Authentication timestamp outside allowed window (5 minutes)",
      { hint: `the timestamp was ${unixSeconds}; set both machines' clocks by NTP` },
    );
  }

  #assertUnused({ validatorHotkey, nonce }: AuthenticationRequest): void {
    if (!this.#parts.nonces.has(validatorHotkey, nonce)) return;
    throw new AccessError(
      { code: "access/nonce-reused", hotkey: validatorHotkey },
      "this nonce was used before",
      { hint: "sign a fresh random nonce for every authentication" },
    );
  }

  async #assertSigned(request: AuthenticationRequest): Promise<void> {
    if (!this.#rules.verifySignatures) return;
    const { validatorHotkey, nonce, targetMinerHotkey, unixSeconds } = request;
    const text =
      targetMinerHotkey === ""
        ? basilicaLegacyText(nonce)
        : basilicaRequestText(nonce, targetMinerHotkey, unixSeconds ?? 0n);
    // The subnet's view holds the decoded key: decoding base58 would cost a tenth of the verification.
    const publicKey =
      this.#parts.subnet.neuronByHotkey(validatorHotkey)?.hotkeyPublicKey ?? decodeAddress(validatorHotkey);
    const signature = Buffer.from(request.signature.replace(/^0x/, ""), "hex");
    if (await this.#parts.verify({ scheme: "sr25519", publicKey, message: Buffer.from(text), signature }))
      return;
    throw new AccessError(
      { code: "access/invalid-signature", hotkey: validatorHotkey },
      `the signature is not the one of ${validatorHotkey}`,
      { hint: "sign the UTF-8 bytes of the text, unwrapped, with the sr25519 hotkey" },
    );
  }

  #memoryFull(): AccessError {
    const retryAfterMs = FRESHNESS_SECONDS * 1000;
    return new AccessError(
      { code: "access/rate-limited", retryAfterMs },
      "too many authentications within the last minutes",
      { hint: `try again in ${retryAfterMs / 1000} s` },
    );
  }
}

/** The refusal of every token that proves nothing; it does not say why. */
export function invalidToken(): AccessError {
  return new AccessError({ code: "access/invalid-token" }, "Invalid or expired session token", {
    hint: "authenticate again with AuthenticateValidator",
  });
}
