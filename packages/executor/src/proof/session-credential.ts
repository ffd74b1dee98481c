import { AppError, type Clock } from "@headframe/kit";
import {
  type Delegation,
  delegationDigest,
  type SessionCredential,
  type SessionKey,
  type VerifyHotkey,
} from "@headframe/pow";
import type { Adoption } from "../state/identity.js";

/** GPOW-1, section 14.3: a delegation SHOULD last no longer. */
const MAX_VALIDITY_MS = 7 * 24 * 60 * 60 * 1000;

/** Why the executor may not sign for its miner. */
export type DelegationFailure =
  | { readonly code: "executor/not-adopted" }
  | { readonly code: "executor/no-delegation" }
  | { readonly code: "executor/stale-session-key" }
  | { readonly code: "executor/invalid-delegation" };

/** A delegation that is missing, or was refused. */
export class DelegationError extends AppError<DelegationFailure> {}

/** The miner's word for the session key, without what the executor knows itself. */
export interface DelegationOffer {
  /** 32 bytes: the session key that the miner delegated to. */
  readonly session: Uint8Array;
  /** Unix time in milliseconds, both inclusive. */
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** 64 bytes by the miner's hotkey. */
  readonly signature: Uint8Array;
}

/** Owns the session key, which never leaves this process, and the delegation of it. */
export class CredentialHolder {
  readonly #key: SessionKey;
  readonly #verifyHotkey: VerifyHotkey;
  readonly #clock: Clock;
  #delegation: Delegation | undefined;

  constructor(
    key: SessionKey,
    { verifyHotkey, clock }: { readonly verifyHotkey: VerifyHotkey; readonly clock: Clock },
  ) {
    this.#key = key;
    this.#verifyHotkey = verifyHotkey;
    this.#clock = clock;
  }

  /** Ed25519 public key, 32 bytes. A new one per process. */
  get sessionKey(): Uint8Array {
    return this.#key.publicKey;
  }

  /** End of the installed delegation, Unix milliseconds; `undefined` when none is valid now. */
  get notAfterMs(): number | undefined {
    return this.current()?.delegation.notAfterMs;
  }

  /** What frames are signed with, or `undefined` while the miner's delegation is missing or out of its time. */
  current(): SessionCredential | undefined {
    const delegation = this.#delegation;
    const nowMs = this.#clock.nowMs();
    if (delegation === undefined || nowMs < delegation.notBeforeMs || nowMs > delegation.notAfterMs)
      return undefined;
    return { key: this.#key, delegation };
  }

  /**
   * Takes the delegation if the adopting miner's hotkey really gave it for the current session key.
   *
   * @throws {DelegationError}
   */
  async install(offer: DelegationOffer, adoption: Adoption): Promise<void> {
    if (Buffer.compare(offer.session, this.#key.publicKey) !== 0) {
      throw new DelegationError(
        { code: "executor/stale-session-key" },
        "this delegation is for another session key than the current one",
        { hint: "read the session key again: it changes when the executor restarts" },
      );
    }
    const { notBeforeMs, notAfterMs, signature } = offer;
    this.#checkTimes(notBeforeMs, notAfterMs);
    const delegation: Delegation = {
      genesis: adoption.genesisHash,
      role: "executor",
      scheme: adoption.minerScheme,
      hotkey: adoption.minerHotkey,
      session: this.#key.publicKey,
      executorId: adoption.executorId,
      notBeforeMs,
      notAfterMs,
      signature,
    };
    const { scheme, hotkey } = delegation;
    if (!(await this.#verifyHotkey(scheme, hotkey, delegationDigest(delegation), signature))) {
      throw invalid("its signature is not the miner hotkey's over this session key, executor id and chain");
    }
    this.#delegation = delegation;
  }

  #checkTimes(notBeforeMs: number, notAfterMs: number): void {
    const nowMs = this.#clock.nowMs();
    if (notAfterMs < notBeforeMs) throw invalid("it ends before it begins");
    if (notAfterMs - notBeforeMs > MAX_VALIDITY_MS) throw invalid("it is valid for more than 7 days");
    if (nowMs < notBeforeMs || nowMs > notAfterMs) {
      throw invalid(`by this machine's clock (${new Date(nowMs).toISOString()}) it is not valid now`);
    }
  }
}

function invalid(why: string): DelegationError {
  return new DelegationError({ code: "executor/invalid-delegation" }, `the delegation was refused: ${why}`, {
    hint: "compare the clocks of miner and executor (timedatectl), and the hotkey that the miner uses",
  });
}
