import type { ReadyRefusal } from "../rules/outcome.js";
import type { PrepareMessage } from "../wire/message.js";

/** An executor's answer to a Prepare whose form, identities and signatures are right. */
export type Admission =
  /** `release` is called once, when the session is over and every device is free again. */
  | { readonly admitted: true; release(): void }
  | { readonly admitted: false; readonly status: ReadyRefusal; readonly detail: string };

/** What only the executor decides (sections 13.2 and 16). */
export interface ProverPolicy {
  /**
   * Whether this challenge is welcome: authorisation, rate limit, and whether the executor is free. It must take the
   * executor: a second call before `release` is answered with `in_flight` or `busy`.
   */
  admit(prepare: PrepareMessage, signal: AbortSignal): Promise<Admission>;
  /** Whether tier `lab` is allowed. Never in production. */
  readonly allowLab: boolean;
  /** Whether the challenge id is new in the last 24 hours; remembers it if so. */
  rememberChallenge(cid: Uint8Array): boolean;
  /**
   * For an executor that follows the chain: whether the block is known, finalised and at most 60 s old.
   * Left out, every block will do.
   */
  checkBlock?(blockNumber: bigint, blockHash: Uint8Array, signal: AbortSignal): Promise<boolean>;
}
