// Original file: proto/basilca/miner/v1/miner_discovery.proto

import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface SessionInitResponse {
  'success'?: (boolean);
  'sessionId'?: (string);
  'accessCredentials'?: (string);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface SessionInitResponse__Output {
  'success': (boolean);
  'sessionId': (string);
  'accessCredentials': (string);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
