import type { DeviceOpenings } from "../device/device.js";
import type { ReadyRefusal } from "../rules/outcome.js";
import type { CheckedSpec } from "../wire/check-prepare.js";
import type { DecodedFrame } from "../wire/frame.js";
import type { ChallengeMessage, GpuClaim, PrepareMessage } from "../wire/message.js";
import type { ProverEnd } from "./prover-outcome.js";

/** What happens to an executor in a session. */
export type ProverEvent =
  | { readonly kind: "frame"; readonly bytes: Uint8Array }
  /** The Prepare was found good. */
  | { readonly kind: "admitted"; readonly specs: readonly CheckedSpec[] }
  /** Any failure before Ready. */
  | { readonly kind: "refused"; readonly status: ReadyRefusal; readonly detail: string }
  /** All devices are ready; their claims in slot order. */
  | { readonly kind: "prepared"; readonly claims: readonly GpuClaim[] }
  | { readonly kind: "block-checked"; readonly isFresh: boolean }
  | { readonly kind: "filled"; readonly slot: number; readonly roots: Uint8Array }
  | { readonly kind: "walked"; readonly slot: number; readonly root: Uint8Array }
  | { readonly kind: "opened"; readonly slot: number; readonly openings: DeviceOpenings }
  | { readonly kind: "device-failed"; readonly slot: number; readonly detail: string }
  /** The process that drives all devices is gone. */
  | { readonly kind: "agent-lost"; readonly detail: string }
  /** Something of our own went wrong that concerns no single device. */
  | { readonly kind: "failed"; readonly detail: string }
  /** A wait may be over: see `deadlineUs`. */
  | { readonly kind: "tick" }
  | { readonly kind: "preempted" }
  | { readonly kind: "shutting-down" }
  | { readonly kind: "disconnected" };

/** What an executor does about it. */
export type ProverAction =
  | { readonly do: "send"; readonly frame: Uint8Array }
  /** Screen the Prepare; answer with `admitted` or `refused`. */
  | { readonly do: "screen"; readonly frame: DecodedFrame; readonly prepare: PrepareMessage }
  /** Get all devices ready; answer with `prepared` or `refused`. */
  | { readonly do: "prepare"; readonly specs: readonly CheckedSpec[] }
  /** Ask the policy about the block; answer with `block-checked`. */
  | { readonly do: "check-block"; readonly challenge: ChallengeMessage }
  | { readonly do: "fill"; readonly slot: number; readonly seed: Uint8Array }
  | { readonly do: "walk"; readonly slot: number; readonly nonce: Uint8Array }
  | {
      readonly do: "open";
      readonly slot: number;
      readonly strips: readonly number[];
      readonly walkers: readonly number[];
    }
  /** Whatever the device of this slot is doing is no longer wanted. */
  | { readonly do: "stop"; readonly slot: number }
  /** The session is over: free everything. */
  | { readonly do: "end"; readonly end: ProverEnd };
