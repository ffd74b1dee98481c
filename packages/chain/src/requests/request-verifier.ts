import type { Clock } from "@headframe/kit";
import type { SignatureScheme } from "../keys/scheme.js";
import { isBtauth, readBtauth } from "./btauth.js";
import { isDendrite, readDendrite } from "./dendrite.js";
import { isEpistula, readEpistula } from "./epistula.js";
import { malformed, RequestError } from "./errors.js";
import type { UsedNonce } from "./replay-memory.js";
import type { HttpRequest, RequestClaim, RequestScheme } from "./request-claim.js";

/** Where used nonces are kept. */
export interface ReplayStore {
  has(hotkey: string, nonce: string): boolean;
  /**
   * Keeps a nonce; resolves once it would survive a crash. False, and nothing is kept, when the store is full of nonces
   * that could still pass, or another caller kept this one first.
   */
  spend(used: UsedNonce): Promise<boolean>;
}

export interface RequestVerifierOptions {
  /** SS58: requests for anybody else are refused. */
  readonly receiver: string;
  /** Every other scheme is refused. */
  readonly schemes: readonly RequestScheme[];
}

export interface RequestVerifierParts {
  readonly replays: ReplayStore;
  readonly verify: (check: SignatureToVerify) => Promise<boolean>;
  readonly clock: Pick<Clock, "nowMs">;
}

/** One signature to verify, under exactly the scheme that is named. */
export interface SignatureToVerify {
  readonly scheme: SignatureScheme;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** Who sent a request, once that is certain. */
export interface RequestSender {
  readonly scheme: RequestScheme;
  /** SS58. */
  readonly hotkey: string;
}

/** Between two texts of one window: rounding of the clocks. */
const SLACK_MS = 1000;

const READERS = {
  "btauth/1": { isMeant: isBtauth, read: readBtauth },
  "epistula/2": { isMeant: isEpistula, read: readEpistula },
  // No request of ours has fields that its legacy form would sign.
  dendrite: { isMeant: isDendrite, read: (request: HttpRequest) => readDendrite(request, []) },
} satisfies Record<
  RequestScheme,
  { isMeant: (request: HttpRequest) => boolean; read: (request: HttpRequest) => RequestClaim }
>;

/** Finds out who sent an HTTP request. */
export class RequestVerifier {
  readonly #options: RequestVerifierOptions;
  readonly #parts: RequestVerifierParts;

  constructor(options: RequestVerifierOptions, parts: RequestVerifierParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /**
   * Resolves to the sender, or rejects with a {@link RequestError}. `admit` is asked, with the hotkey that the request
   * claims, before anything expensive; what it throws is passed on. The nonce is spent only after the signature was
   * verified: a stranger can neither fill the store nor use up somebody's nonce.
   */
  async verify(request: HttpRequest, admit?: (hotkey: string) => void): Promise<RequestSender> {
    const { clock, replays, verify } = this.#parts;
    const claim = this.#read(request);
    const { hotkey, nonce, publicKey, message, signature, signatureScheme: scheme } = claim;
    this.#assertReceiver(claim);
    assertFresh(claim, clock.nowMs());
    admit?.(hotkey);
    assertUnused(replays, claim);
    if (!(await verify({ scheme, publicKey, message, signature }))) {
      throw new RequestError(
        { code: "request/bad-signature", hotkey },
        `the signature is not the one of ${hotkey}`,
        { hint: "sign the scheme's text over the bytes of this very request, with the key of the hotkey" },
      );
    }
    const usedAtMs = clock.nowMs();
    // It may have waited for its turn until a first copy's nonce was forgotten.
    assertFresh(claim, usedAtMs);
    const expiresAtMs = claim.signedAtMs + claim.window.behindMs + SLACK_MS;
    if (await replays.spend({ hotkey, nonce, usedAtMs, expiresAtMs }))
      return { scheme: claim.scheme, hotkey };
    // The same request may have come twice while its signature was verified.
    assertUnused(replays, claim);
    const retryAfterMs = claim.window.behindMs;
    throw new RequestError({ code: "request/too-many", retryAfterMs }, "too many requests within seconds", {
      hint: `try again in ${retryAfterMs} ms`,
    });
  }

  #read(request: HttpRequest): RequestClaim {
    const { schemes } = this.#options;
    const scheme = schemes.find((name) => READERS[name].isMeant(request));
    if (scheme !== undefined) return READERS[scheme].read(request);
    throw malformed(
      "scheme",
      `must be one of ${schemes.join(", ")}: the request is not signed by any of them`,
    );
  }

  #assertReceiver({ receiver }: RequestClaim): void {
    if (receiver === this.#options.receiver) return;
    const meant = receiver === null ? "is bound to no receiver" : "is meant for another receiver";
    throw new RequestError(
      { code: "request/wrong-receiver", receiver },
      `the request ${meant}: it would be worth as much elsewhere`,
      { hint: `name ${this.#options.receiver} as the receiver` },
    );
  }
}

function assertFresh({ signedAtMs, window }: RequestClaim, nowMs: number): void {
  const ageMs = nowMs - signedAtMs;
  if (ageMs <= window.behindMs && ageMs >= -window.aheadMs) return;
  const moment = ageMs > 0 ? `${ageMs} ms ago` : `${-ageMs} ms ahead of this clock`;
  throw new RequestError({ code: "request/stale", ageMs }, `the request was signed ${moment}`, {
    hint: "sign every request when it is sent, and set both machines' clocks by NTP",
  });
}

function assertUnused(replays: ReplayStore, { hotkey, nonce }: RequestClaim): void {
  if (!replays.has(hotkey, nonce)) return;
  throw new RequestError({ code: "request/replayed", hotkey }, "this request came before", {
    hint: "sign every request anew, retries too",
  });
}
