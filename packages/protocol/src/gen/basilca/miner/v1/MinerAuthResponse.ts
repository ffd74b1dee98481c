// Original file: proto/basilca/miner/v1/miner_discovery.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';
import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface MinerAuthResponse {
  'authenticated'?: (boolean);
  'sessionToken'?: (string);
  'expiresAt'?: (_basilca_common_v1_Timestamp | null);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
  /**
   * S only. SS58.
   */
  'minerHotkey'?: (string);
  /**
   * S only. Hex; sr25519 over `MINER_AUTH_RESPONSE:{validator_hotkey}:{response_nonce}:{session_token}`.
   */
  'minerSignature'?: (string);
  /**
   * S only. A UUIDv4.
   */
  'responseNonce'?: (string);
}

export interface MinerAuthResponse__Output {
  'authenticated': (boolean);
  'sessionToken': (string);
  'expiresAt': (_basilca_common_v1_Timestamp__Output | null);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
  /**
   * S only. SS58.
   */
  'minerHotkey': (string);
  /**
   * S only. Hex; sr25519 over `MINER_AUTH_RESPONSE:{validator_hotkey}:{response_nonce}:{session_token}`.
   */
  'minerSignature': (string);
  /**
   * S only. A UUIDv4.
   */
  'responseNonce': (string);
}
