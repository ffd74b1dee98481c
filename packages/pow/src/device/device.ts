import type { PowParams } from "../rules/params.js";
import type { GpuClaim } from "../wire/message.js";

/** What a device opens: the leaves and paths of section 12, in the order of the draws, without separators. */
export interface DeviceOpenings {
  /** One after the other, 1024 leaf bytes and 32·d1 path bytes for each strip. */
  readonly strips: Uint8Array;
  /** One after the other, 1024 leaf bytes and 32·d2 path bytes for each walker. */
  readonly walkers: Uint8Array;
}

/**
 * One GPU, or what stands for one, as the proof sees it.
 *
 * Arguments and results are structured-clonable, so that a device may live in another thread or process. The order of
 * calls is `prepare`, `fill`, `walk`, `open`; `release` may come at any time and ends it. All reject with a
 * `DeviceError` when the device cannot go on, and with the signal's reason, soon, when `signal` fires.
 */
export interface Device {
  /** 16 raw bytes. */
  readonly uuid: Uint8Array;

  /** What the device says about itself now. Callable at any time. */
  claim(signal: AbortSignal): Promise<GpuClaim>;

  /** Allocates everything and runs each kernel once, so that `fill` starts at full speed. */
  prepare(params: PowParams, signal: AbortSignal): Promise<void>;

  /** Computes all products of `seed` (32 bytes). Resolves with their roots in order: 32·M bytes. */
  fill(seed: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;

  /** Walks all walkers of `nonce` (32 bytes) through the products. Resolves with the root of the walk: 32 bytes. */
  walk(nonce: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;

  /** Opens strips (global numbers) and walkers. */
  open(strips: readonly number[], walkers: readonly number[], signal: AbortSignal): Promise<DeviceOpenings>;

  /** Frees what `prepare` took, also in mid-work. Idempotent; the device may then be prepared again. */
  release(): Promise<void>;
}
