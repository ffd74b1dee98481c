// Original file: proto/basilca/validator/v1/validator_api.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';
import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface RentCapacityResponse {
  'rentalId'?: (string);
  'connectionInfo'?: (string);
  'sshEndpoint'?: (string);
  'rentalStart'?: (_basilca_common_v1_Timestamp | null);
  'rentalEnd'?: (_basilca_common_v1_Timestamp | null);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface RentCapacityResponse__Output {
  'rentalId': (string);
  'connectionInfo': (string);
  'sshEndpoint': (string);
  'rentalStart': (_basilca_common_v1_Timestamp__Output | null);
  'rentalEnd': (_basilca_common_v1_Timestamp__Output | null);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
