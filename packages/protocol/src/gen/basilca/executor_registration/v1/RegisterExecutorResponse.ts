// Original file: proto/basilca/executor_registration/v1/executor_registration.proto

import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';
import type { Long } from '@grpc/proto-loader';

export interface RegisterExecutorResponse {
  'success'?: (boolean);
  'registrationToken'?: (string);
  'heartbeatIntervalSeconds'?: (number | string | Long);
  'configUpdates'?: ({[key: string]: string});
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface RegisterExecutorResponse__Output {
  'success': (boolean);
  'registrationToken': (string);
  'heartbeatIntervalSeconds': (string);
  'configUpdates': ({[key: string]: string});
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
