import type { FrameTransport, HotkeyScheme } from "@headframe/pow";
import type { ClaimedDevice } from "../hardware/expected-class.js";

/** How a miner sees one of its executors. */
export type ExecutorHealth = "unknown" | "healthy" | "degraded" | "unhealthy" | "recovering";

/** An executor as its miner lists it: claims, not evidence. */
export interface ListedExecutor {
  /** UUID; the executor id of GPOW-1. */
  readonly executorId: string;
  readonly alias: string;
  readonly health: ExecutorHealth;
  /** Why it is not healthy; empty when it is. */
  readonly reason: string;
  readonly busy: boolean;
  /** `cuda`, or `reference` (not a GPU). */
  readonly backend: string;
  readonly devices: readonly ClaimedDevice[];
}

/** A miner that has proved, with the hotkey that is on chain, that it is the one we meant. */
export interface Authentication {
  /** How its hotkey signs. */
  readonly minerScheme: HotkeyScheme;
  /** From the request to the answer, in microseconds. */
  readonly elapsedUs: number;
  /** Unix milliseconds, if the miner said. */
  readonly expiresAtMs: number | undefined;
}

/** A session with an executor, as its miner relays it. */
export interface ProofStream extends FrameTransport {
  /** Why the stream ended other than well, once it has; for example the miner's refusal. `undefined` if it did not. */
  failure(): unknown;
}

/**
 * A miner's axon, dialled. One connection carries everything. Each call rejects with a `ValidatorError`, or with the
 * signal's reason.
 */
export interface Axon {
  /** `host:port` */
  readonly address: string;
  /** Must come first: the calls after it need the session token. */
  authenticate(signal: AbortSignal): Promise<Authentication>;
  listExecutors(signal: AbortSignal): Promise<readonly ListedExecutor[]>;
  /** Opens a session with one executor. It ends when it is closed; whoever runs it sees to that. */
  prove(executorId: string): ProofStream;
  close(): void;
}
