// Original file: proto/basilca/miner/v1/miner_discovery.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';

export interface ValidatorAuthRequest {
  /**
   * SS58.
   */
  'validatorHotkey'?: (string);
  /**
   * Hex of 64 bytes, sr25519. J signs the nonce alone; S signs `BASILICA_AUTH_V1:{nonce}:{target}:{unix seconds}`.
   */
  'signature'?: (string);
  'nonce'?: (string);
  'timestamp'?: (_basilca_common_v1_Timestamp | null);
  /**
   * S only. SS58 of the miner that is meant. Empty when a J program calls.
   */
  'targetMinerHotkey'?: (string);
}

export interface ValidatorAuthRequest__Output {
  /**
   * SS58.
   */
  'validatorHotkey': (string);
  /**
   * Hex of 64 bytes, sr25519. J signs the nonce alone; S signs `BASILICA_AUTH_V1:{nonce}:{target}:{unix seconds}`.
   */
  'signature': (string);
  'nonce': (string);
  'timestamp': (_basilca_common_v1_Timestamp__Output | null);
  /**
   * S only. SS58 of the miner that is meant. Empty when a J program calls.
   */
  'targetMinerHotkey': (string);
}
