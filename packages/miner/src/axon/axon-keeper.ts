import {
  type AxonInfo,
  type Chain,
  ChainError,
  type Keypair,
  packAddress,
  PASSING_FAILURES,
} from "@headframe/chain";
import { type Clock, errorMessage, every, type Logger, type Service } from "@headframe/kit";
import { Contests } from "./contests.js";
import { AxonError } from "./errors.js";
import { explainLoss, type Loss, readMark, type RegistrationMark } from "./lost-registration.js";
import type { AxonAddress, AxonEvent, AxonObserver, AxonStanding, AxonState } from "./standing.js";

export interface AxonKeeperOptions {
  readonly netuid: number;
  /** Of the hotkey, when the miner started. */
  readonly uid: number;
  /** Address under which validators reach the axon, given what is on chain now. May throw `AxonError`. */
  readonly externalIp: (served: AxonInfo | null, signal: AbortSignal) => Promise<string> | string;
  /** Port of the axon; known once it listens. */
  readonly port: () => number;
  /** Between two looks at the chain. Default: 6 s. */
  readonly intervalMs?: number;
}

export interface AxonKeeperParts {
  readonly chain: Chain;
  readonly hotkey: Keypair;
  readonly observer: AxonObserver;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Half a block of finney: what the rate limit allows again is served in the right block or the next. */
const DEFAULT_INTERVAL_MS = 6_000;

/** What the chain refused once is not sent again before, unless the address has changed. */
const REFUSED_PAUSE_MS = 600_000;

/** Failures that pass without anybody doing anything. */
const PASSING: ReadonlySet<ChainError["code"]> = new Set<ChainError["code"]>([
  ...PASSING_FAILURES,
  "chain/serving-rate-limit",
  "chain/transaction-lost",
  "chain/transaction-refused",
]);

const LEVELS = {
  published: "info",
  waiting: "warn",
  contested: "error",
  unregistered: "error",
  refused: "error",
} as const satisfies Record<AxonState, keyof Logger>;

/**
 * Keeps the miner's address on the chain: looks at it again and again, and serves it when it is missing or another
 * one, as soon as the chain's rate limit allows; never when it is right, since each time counts. What keeps it from
 * being there is in {@link AxonKeeper.standing}.
 */
export class AxonKeeper implements Service {
  readonly name = "axon keeper";
  readonly #options: AxonKeeperOptions;
  readonly #parts: AxonKeeperParts;
  readonly #stopping = new AbortController();
  readonly #contests: Contests;
  #running: Promise<void> = Promise.resolve();
  #standing: AxonStanding | undefined;
  /** Of the registration that we have, or had last. */
  #mark: RegistrationMark | undefined;
  /** Why we have none now. */
  #loss: Loss | undefined;
  /** The address that was on chain last and was ours. */
  #held: AxonAddress | undefined;
  #refused: (AxonAddress & { readonly untilMs: number }) | undefined;

  constructor(options: AxonKeeperOptions, parts: AxonKeeperParts) {
    this.#options = options;
    this.#parts = parts;
    this.#contests = new Contests(parts.clock);
  }

  /** `undefined` before the first look. */
  get standing(): AxonStanding | undefined {
    return this.#standing;
  }

  /**
   * Resolves once the address is on chain, or once it is clear that it has to wait: the chain's rate limit must not
   * keep a miner from answering at an address that validators may know. Throws an `AxonError` when waiting would
   * not help.
   */
  async start(signal: AbortSignal): Promise<void> {
    const { intervalMs = DEFAULT_INTERVAL_MS } = this.#options;
    const failure = await this.#look(signal);
    if (failure !== undefined) throw failure;
    this.#running = every(async (lookSignal) => void (await this.#look(lookSignal)), {
      intervalMs,
      initialDelayMs: intervalMs,
      signal: this.#stopping.signal,
      onError: (err) => this.#parts.logger.error({ err }, "axon could not be looked after; trying again"),
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** One round. Gives the failure when somebody has to act. */
  async #look(signal: AbortSignal): Promise<AxonError | undefined> {
    const { chain, hotkey } = this.#parts;
    const { netuid } = this.#options;
    let served: AxonInfo | null;
    let address: AxonAddress = { ip: this.#standing?.ip ?? "", port: this.#options.port() };
    try {
      const uid = await chain.uidOf(netuid, hotkey.ss58, { signal });
      if (uid === null) return await this.#onUnregistered(address, signal);
      await this.#onRegistered(uid, signal);
      served = await chain.axonOf(netuid, hotkey.ss58, { signal });
    } catch (error) {
      // That the chain cannot be read says nothing about what is on it.
      if (!isPassing(error)) throw error;
      if (this.#standing === undefined) this.#become(address, "waiting", error.message);
      return undefined;
    }
    try {
      const ip = await this.#options.externalIp(served, signal);
      address = { ip, port: address.port };
      if (isAt(served, address)) this.#onPublished(address);
      else await this.#serve(address, served, signal);
      return undefined;
    } catch (error) {
      return this.#onFailure(address, error);
    }
  }

  async #serve(address: AxonAddress, served: AxonInfo | null, signal: AbortSignal): Promise<void> {
    const { chain, clock, hotkey, logger } = this.#parts;
    const { netuid } = this.#options;
    this.#noteWhy(address, served);
    if (this.#contests.isTooOften) {
      const rival = served === null ? "nothing" : `${served.ip}:${served.port}`;
      const reason = `another process serves with this hotkey: ${rival} is on chain time and again; stop one of them`;
      this.#become(address, "contested", reason);
      return;
    }
    if (this.#refused && isSame(this.#refused, address) && clock.nowMs() < this.#refused.untilMs) return;
    const serveAtBlock = await this.#serveAtBlock(served, signal);
    const { number: headBlock } = await chain.bestHead({ signal });
    if (headBlock < serveAtBlock) {
      const reason = `the chain's rate limit allows the axon to be served again in block ${serveAtBlock}`;
      this.#become(address, "waiting", reason, serveAtBlock);
      return;
    }
    const { blockNumber } = await chain.serveAxon({ netuid, ...address, signer: hotkey }, { signal });
    logger.info({ ...address, block: blockNumber }, "axon served");
    this.#note("served");
    this.#onPublished(address);
  }

  /** From which block on the chain lets us serve. An axon that was reset to the address 0 counts as well. */
  async #serveAtBlock(served: AxonInfo | null, signal: AbortSignal): Promise<number> {
    const { chain, hotkey } = this.#parts;
    const { netuid } = this.#options;
    const servedAtBlock = served?.block ?? (await chain.axonServedAt(netuid, hotkey.ss58, { signal }));
    return servedAtBlock === 0 ? 0 : servedAtBlock + (await chain.servingRateLimit(netuid, { signal }));
  }

  /** What is on chain was right, and is not any more: by our own change, or by another's. */
  #noteWhy(address: AxonAddress, served: AxonInfo | null): void {
    const { logger } = this.#parts;
    const held = this.#held;
    if (held === undefined) return;
    this.#held = undefined;
    if (!isSame(held, address)) {
      this.#note("address_changed");
      logger.info({ from: held, to: address }, "the axon's address has changed");
    } else if (served === null) {
      this.#note("lost");
      logger.warn({ ...address }, "the axon is not on chain any more; serving it again");
    } else if (!isAt(served, held)) {
      this.#note("overwritten");
      this.#contests.add();
      const { ip, port, block } = served;
      logger.warn({ ip, port, block }, "somebody else served an axon with this hotkey; serving ours again");
    }
  }

  #onPublished(address: AxonAddress): void {
    this.#held = address;
    this.#refused = undefined;
    this.#become(address, "published", "");
  }

  async #onRegistered(uid: number, signal: AbortSignal): Promise<void> {
    const standing = this.#standing;
    const isAgain = standing !== undefined && (standing.uid !== uid || this.#loss !== undefined);
    if (isAgain) this.#mark = undefined;
    this.#loss = undefined;
    if (this.#mark === undefined) await this.#markRegistration(uid, signal);
    if (!isAgain) return;
    this.#standing = { ...standing, uid };
    this.#note("registered_again");
    this.#parts.logger.info({ uid, formerUid: standing.uid }, "the hotkey is registered again");
  }

  async #markRegistration(uid: number, signal: AbortSignal): Promise<void> {
    try {
      this.#mark = await readMark(this.#parts.chain, { netuid: this.#options.netuid, uid }, { signal });
    } catch (error) {
      // It serves to explain a loss later: the axon does not wait for it, and the next look tries again.
      if (!(error instanceof ChainError)) throw error;
    }
  }

  async #onUnregistered(address: AxonAddress, signal: AbortSignal): Promise<AxonError> {
    const { chain, hotkey } = this.#parts;
    const { netuid } = this.#options;
    if (this.#loss === undefined) {
      const former = { netuid, hotkey: hotkey.ss58, uid: this.#uid, mark: this.#mark };
      this.#loss = await explainLoss(chain, former, { signal });
      this.#note("unregistered");
    }
    const { reason, hint } = this.#loss;
    this.#held = undefined;
    this.#become(address, "unregistered", reason);
    return new AxonError({ code: "axon/not-registered", hotkey: hotkey.ss58, netuid }, reason, { hint });
  }

  #onFailure(address: AxonAddress, error: unknown): AxonError | undefined {
    if (isPassing(error)) {
      this.#become(address, "waiting", error.message);
      return undefined;
    }
    if (!(error instanceof ChainError) && !(error instanceof AxonError)) throw error;
    const failure = error instanceof AxonError ? error : notServed(address, error);
    if (error instanceof ChainError) {
      this.#refused = { ...address, untilMs: this.#parts.clock.nowMs() + REFUSED_PAUSE_MS };
    }
    this.#note("refused");
    this.#become(address, "refused", failure.message);
    return failure;
  }

  /** A state that lasts is logged once. */
  #become(address: AxonAddress, state: AxonState, reason: string, serveAtBlock?: number): void {
    const before = this.#standing;
    this.#standing = {
      ...address,
      state,
      reason,
      uid: this.#uid,
      ...(serveAtBlock !== undefined && { serveAtBlock }),
    };
    if (before?.state === state && before.reason === reason && isSame(before, address)) return;
    this.#parts.logger[LEVELS[state]]({ ...address, state, reason }, "axon on chain");
  }

  #note(event: AxonEvent): void {
    this.#parts.observer.onAxonEvent(event);
  }

  get #uid(): number {
    return this.#standing?.uid ?? this.#options.uid;
  }
}

function isPassing(error: unknown): error is ChainError {
  return error instanceof ChainError && PASSING.has(error.code);
}

function isAt(served: AxonInfo | null, address: AxonAddress): boolean {
  return served !== null && isSame(served, address);
}

/** An IPv6 address has many spellings. */
function isSame(a: AxonAddress, b: AxonAddress): boolean {
  return a.port === b.port && packAddress(a.ip)?.ip === packAddress(b.ip)?.ip;
}

function notServed({ ip, port }: AxonAddress, cause: ChainError): AxonError {
  return new AxonError(
    { code: "axon/not-served", ip, port },
    `Failed to serve axon on network at ${ip}:${port}: ${errorMessage(cause)}`,
    { cause, ...(cause.hint === undefined ? {} : { hint: cause.hint }) },
  );
}
