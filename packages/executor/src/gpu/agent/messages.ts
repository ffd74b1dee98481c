import type { DeviceErrorRecord, GpuClaim } from "@headframe/pow";
import type { GpuErrorRecord } from "../errors.js";
import type { BackendChoice } from "../backend-choice.js";

/** The calls of pow's `Device` that cross to the gpu-agent. */
export type DeviceMethod = "claim" | "prepare" | "fill" | "walk" | "open" | "release";

/** One call of a device; its arguments without the signal, which crosses as a {@link CancelRequest}. */
export interface CallRequest {
  readonly type: "call";
  readonly callId: number;
  /** Slot of the device. */
  readonly device: number;
  readonly method: DeviceMethod;
  readonly args: readonly unknown[];
}

/** The caller does not want the answer any more; the device stops as soon as it can and answers all the same. */
export interface CancelRequest {
  readonly type: "cancel";
  readonly callId: number;
  readonly device: number;
}

/** What the executor says to its gpu-agent. `open` comes first and once. */
export type AgentRequest =
  | { readonly type: "open"; readonly backend: BackendChoice }
  | CallRequest
  | CancelRequest;

/** The one answer to a call. */
export type CallReply =
  | { readonly type: "done"; readonly callId: number; readonly value: unknown }
  | { readonly type: "failed"; readonly callId: number; readonly error: DeviceErrorRecord };

/** What the gpu-agent says. */
export type AgentReply =
  | {
      readonly type: "opened";
      /** At least one, in the order of slots: ascending UUIDs. */
      readonly claims: readonly GpuClaim[];
      /** Devices that cannot be used. */
      readonly failures: readonly GpuErrorRecord[];
    }
  | { readonly type: "unusable"; readonly error: GpuErrorRecord }
  | CallReply;

/** What the worker of one device says to the agent's main thread. */
export type WorkerReply =
  | { readonly type: "opened"; readonly claim: GpuClaim }
  | { readonly type: "unusable"; readonly error: GpuErrorRecord }
  | CallReply;
