// Original file: proto/basilca/executor/v1/executor_control.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';
import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface SystemProfileResponse {
  'encryptedProfile'?: (string);
  'encryptionNonce'?: (string);
  'collectedAt'?: (_basilca_common_v1_Timestamp | null);
  'profileHash'?: (string);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface SystemProfileResponse__Output {
  'encryptedProfile': (string);
  'encryptionNonce': (string);
  'collectedAt': (_basilca_common_v1_Timestamp__Output | null);
  'profileHash': (string);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
