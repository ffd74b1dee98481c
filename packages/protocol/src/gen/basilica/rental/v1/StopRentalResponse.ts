// Original file: proto/basilca/rental/v1/rental.proto

import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface StopRentalResponse {
  'success'?: (boolean);
  'message'?: (string);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface StopRentalResponse__Output {
  'success': (boolean);
  'message': (string);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
