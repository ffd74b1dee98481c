// Original file: proto/basilca/executor_management/v1/executor_management.proto

import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface SSHKeyUpdateResponse {
  'success'?: (boolean);
  'message'?: (string);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface SSHKeyUpdateResponse__Output {
  'success': (boolean);
  'message': (string);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
