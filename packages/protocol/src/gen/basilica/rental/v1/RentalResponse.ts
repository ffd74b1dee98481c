// Original file: proto/basilca/rental/v1/rental.proto

import type { ContainerInfo as _basilica_rental_v1_ContainerInfo, ContainerInfo__Output as _basilica_rental_v1_ContainerInfo__Output } from '../../../basilica/rental/v1/ContainerInfo.js';
import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';
import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface RentalResponse {
  'rentalId'?: (string);
  'sshCredentials'?: (string);
  'containerInfo'?: (_basilica_rental_v1_ContainerInfo | null);
  'expiresAt'?: (_basilca_common_v1_Timestamp | null);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface RentalResponse__Output {
  'rentalId': (string);
  'sshCredentials': (string);
  'containerInfo': (_basilica_rental_v1_ContainerInfo__Output | null);
  'expiresAt': (_basilca_common_v1_Timestamp__Output | null);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
