import type { ChannelOptions } from "@grpc/grpc-js";

/** gRPC's customary limit. A GPOW-1 frame has at most 2 MiB (section 3), so that one message always holds one. */
export const DEFAULT_MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** Streams that one connection may have open: a whole fleet challenged in the same second, and then some. */
export const DEFAULT_MAX_CONCURRENT_STREAMS = 1_024;

/** How often an idle connection is probed, and how long an answer may take: a dead peer is noticed within 30 s. */
const KEEPALIVE_TIME_MS = 20_000;
const KEEPALIVE_TIMEOUT_MS = 10_000;

/** Both ends of every connection. */
export const KEEPALIVE_OPTIONS: ChannelOptions = {
  "grpc.keepalive_time_ms": KEEPALIVE_TIME_MS,
  "grpc.keepalive_timeout_ms": KEEPALIVE_TIMEOUT_MS,
  "grpc.keepalive_permit_without_calls": 1,
};

/**
 * HTTP/2 window of a client, for what it receives: the large frames of a proof. The default of 64 KiB costs a round
 * trip per 64 KiB; a whole frame fits here. (grpc-js cannot set a server's.)
 */
export const FLOW_CONTROL_WINDOW_BYTES = 4 * 1024 * 1024;
