// Original file: proto/basilca/common/v1/common.proto

import type { Long } from '@grpc/proto-loader';

/**
 * S only. A miner's signature over a request to its executor: sr25519 over
 * `MINER_AUTH:{miner_hotkey}:{timestamp_ms}:{nonce}:{request_id}:{blake3 hex of the request encoded without this field}`.
 */
export interface MinerAuthentication {
  'minerHotkey'?: (string);
  'timestampMs'?: (number | string | Long);
  /**
   * A UUIDv4 as text.
   */
  'nonce'?: (Buffer | Uint8Array | string);
  /**
   * 64 bytes.
   */
  'signature'?: (Buffer | Uint8Array | string);
  /**
   * A UUIDv4 as text.
   */
  'requestId'?: (Buffer | Uint8Array | string);
}

/**
 * S only. A miner's signature over a request to its executor: sr25519 over
 * `MINER_AUTH:{miner_hotkey}:{timestamp_ms}:{nonce}:{request_id}:{blake3 hex of the request encoded without this field}`.
 */
export interface MinerAuthentication__Output {
  'minerHotkey': (string);
  'timestampMs': (string);
  /**
   * A UUIDv4 as text.
   */
  'nonce': (Buffer);
  /**
   * 64 bytes.
   */
  'signature': (Buffer);
  /**
   * A UUIDv4 as text.
   */
  'requestId': (Buffer);
}
