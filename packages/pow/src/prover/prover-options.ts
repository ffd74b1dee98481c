import type { Clock } from "@headframe/kit";

import type { Device } from "../device/device.js";
import type { FrameTransport } from "../wire/frame-transport.js";
import type { HotkeyId, SessionCredential, VerifyHotkey } from "../wire/identity.js";
import type { ProverPolicy } from "./prover-policy.js";

/** Who an executor is. */
export interface ExecutorIdentity {
  /** 32 bytes: the genesis hash of the chain. */
  readonly genesis: Uint8Array;
  readonly miner: HotkeyId;
  readonly executorId: string;
  /** Names the software in Ready, at most 255 bytes. */
  readonly agent: string;
  /** Read once per session, at its start. `undefined` while the miner has not yet delegated: nothing can be proved. */
  credential(): SessionCredential | undefined;
}

export interface RunProverOptions {
  readonly transport: FrameTransport;
  /** Every device that may be challenged now. */
  readonly devices: readonly Device[];
  readonly identity: ExecutorIdentity;
  readonly policy: ProverPolicy;
  readonly verifyHotkey: VerifyHotkey;
  readonly clock: Clock;
  /** Waits; rejects when the signal fires. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Shutting down: Ready(shutting_down) before Ready, an Abort after it. */
  readonly signal: AbortSignal;
  /** A rental arrived: ends a session that has not been challenged yet. */
  readonly preempt?: AbortSignal;
}
