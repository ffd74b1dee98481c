// Original file: proto/basilca/executor_registration/v1/executor_registration.proto

import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface UpdateExecutorStatusResponse {
  'success'?: (boolean);
  'configUpdates'?: ({[key: string]: string});
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface UpdateExecutorStatusResponse__Output {
  'success': (boolean);
  'configUpdates': ({[key: string]: string});
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
