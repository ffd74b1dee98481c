// Original file: proto/basilca/rental/v1/rental.proto

import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface ContainerStateResponse {
  'acknowledged'?: (boolean);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface ContainerStateResponse__Output {
  'acknowledged': (boolean);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
