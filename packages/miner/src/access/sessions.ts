import type { Clock } from "@headframe/kit";
import { AccessError } from "./errors.js";

/** A validator's right to call, from authentication until it ends. */
export interface Session {
  /** UUID; the `jti` of its token. */
  readonly sessionId: string;
  /** SS58. */
  readonly hotkey: string;
  readonly startedAtMs: number;
  readonly expiresAtMs: number;
}

/** What opening a session changed, for taking it back. */
export interface SessionChange {
  readonly opened: Session;
  /** Sessions of the same validator that gave way. */
  readonly ended: readonly Session[];
}

export interface SessionLimits {
  /** Sessions of all validators together. */
  readonly maxConcurrentSessions: number;
}

/** A validator that authenticates before every call does not crowd out the others: its oldest session ends. */
export const MAX_SESSIONS_PER_VALIDATOR = 16;

/** The sessions that exist. Tokens prove a session; this knows whether it still is one. */
export class Sessions {
  readonly #limits: SessionLimits;
  readonly #clock: Pick<Clock, "nowMs">;
  readonly #byId = new Map<string, Session>();
  readonly #byHotkey = new Map<string, Set<Session>>();

  constructor(limits: SessionLimits, { clock }: { readonly clock: Pick<Clock, "nowMs"> }) {
    this.#limits = limits;
    this.#clock = clock;
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Takes in the sessions of an earlier process, oldest first: those that expired or gave way are left out. */
  restore(sessions: Iterable<Session>): void {
    const nowMs = this.#clock.nowMs();
    for (const session of sessions) {
      if (session.expiresAtMs > nowMs && this.#makeRoom(session.hotkey) !== undefined) this.#add(session);
    }
  }

  /** Begins `session`. Throws `access/too-many-sessions` when all are taken and none of its validator's gives way. */
  open(session: Session): SessionChange {
    this.#endExpired();
    const ended = this.#makeRoom(session.hotkey);
    if (ended === undefined) throw this.#tooMany();
    this.#add(session);
    return { opened: session, ended };
  }

  /** Takes back {@link Sessions.open}, when its change could not be stored. */
  undo({ opened, ended }: SessionChange): void {
    this.#remove(opened);
    if (ended.length === 0) return;
    // Both maps are in order of age, which decides who expires and who gives way next.
    const oldestFirst = [...ended, ...this.#byId.values()].toSorted((a, b) => a.startedAtMs - b.startedAtMs);
    this.#byId.clear();
    this.#byHotkey.clear();
    for (const session of oldestFirst) this.#add(session);
  }

  /** The session of this id unless it ended. */
  find(sessionId: string): Session | undefined {
    const session = this.#byId.get(sessionId);
    return session !== undefined && session.expiresAtMs > this.#clock.nowMs() ? session : undefined;
  }

  /** Ends the validator's oldest session if that is needed for another one; `undefined` when it has none to give. */
  #makeRoom(hotkey: string): readonly Session[] | undefined {
    const own = this.#byHotkey.get(hotkey) ?? new Set();
    const isFull = this.#byId.size >= this.#limits.maxConcurrentSessions;
    if (!isFull && own.size < MAX_SESSIONS_PER_VALIDATOR) return [];
    for (const oldest of own) {
      this.#remove(oldest);
      return [oldest];
    }
    return undefined;
  }

  #add(session: Session): void {
    this.#byId.set(session.sessionId, session);
    const own = this.#byHotkey.get(session.hotkey) ?? new Set();
    this.#byHotkey.set(session.hotkey, own.add(session));
  }

  #remove(session: Session): void {
    this.#byId.delete(session.sessionId);
    const own = this.#byHotkey.get(session.hotkey);
    own?.delete(session);
    if (own?.size === 0) this.#byHotkey.delete(session.hotkey);
  }

  /** All last equally long, so the oldest end first. */
  #endExpired(): void {
    const nowMs = this.#clock.nowMs();
    for (const session of this.#byId.values()) {
      if (session.expiresAtMs > nowMs) return;
      this.#remove(session);
    }
  }

  #tooMany(): AccessError {
    const nowMs = this.#clock.nowMs();
    const limit = this.#limits.maxConcurrentSessions;
    let endsMs = Number.POSITIVE_INFINITY;
    for (const session of this.#byId.values()) endsMs = Math.min(endsMs, session.expiresAtMs);
    const retryAfterMs = Math.max(1, endsMs - nowMs);
    return new AccessError(
      { code: "access/too-many-sessions", limit, retryAfterMs },
      `all ${limit} validator sessions of this miner are taken`,
      { hint: `try again in ${Math.ceil(retryAfterMs / 1000)} s` },
    );
  }
}
