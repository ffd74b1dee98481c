import type { Metadata } from "@grpc/grpc-js";
import type { Clock, Logger } from "@headframe/kit";
import type { Caller } from "../auth/caller.js";
import type { StatusTable } from "../errors/status-table.js";

/** What a handler gets besides the request. */
export interface CallContext {
  /** Fires when the caller cancels, goes away, or its deadline passes. */
  readonly signal: AbortSignal;
  readonly caller: Caller;
  /** Names this call in our log and in the trailing metadata of a failure. */
  readonly requestId: string;
  /** Unix milliseconds; `undefined` when the caller set none. */
  readonly deadlineMs: number | undefined;
  readonly metadata: Metadata;
  /** Address and port of the other side of the connection. */
  readonly peer: string;
}

/** What the interceptor established about a call before its handler runs. */
export interface CallScope {
  /** `package.Service/Method`. */
  readonly method: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly peer: string;
  readonly startedUs: number;
  readonly statuses: Partial<StatusTable>;
  readonly serialize: (response: unknown) => Buffer;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly onStrangerRefused: OnStrangerRefused;
}

/** Told the status, such as `UNAUTHENTICATED`, with which a caller was refused who had proved nothing; for counters. */
export type OnStrangerRefused = (status: string) => void;

/**
 * grpc-js hands the interceptor's metadata object on to the handler: it is what ties the two together. A property that
 * nobody else can name, rather than a WeakMap, whose entries cost the garbage collector 5 µs per call.
 */
const SCOPE = Symbol("call scope");

interface ScopedMetadata extends Metadata {
  [SCOPE]?: CallScope;
}

export function bindScope(metadata: Metadata, scope: CallScope): void {
  (metadata as ScopedMetadata)[SCOPE] = scope;
}

/** The scope of a call. Throws where none was bound: such a call did not pass authentication. */
export function scopeOf(metadata: Metadata): CallScope {
  const scope = (metadata as ScopedMetadata)[SCOPE];
  if (scope === undefined) throw new Error("a handler ran outside a server made by createServer");
  return scope;
}
