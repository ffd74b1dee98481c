// Original file: proto/basilca/rental/v1/rental.proto

import type { RentalState as _basilica_rental_v1_RentalState, RentalState__Output as _basilica_rental_v1_RentalState__Output } from '../../../basilica/rental/v1/RentalState.js';
import type { ContainerStatus as _basilica_rental_v1_ContainerStatus, ContainerStatus__Output as _basilica_rental_v1_ContainerStatus__Output } from '../../../basilica/rental/v1/ContainerStatus.js';
import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';
import type { ResourceUsage as _basilica_rental_v1_ResourceUsage, ResourceUsage__Output as _basilica_rental_v1_ResourceUsage__Output } from '../../../basilica/rental/v1/ResourceUsage.js';
import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface RentalStatusResponse {
  'rentalId'?: (string);
  'state'?: (_basilica_rental_v1_RentalState);
  'containerStatus'?: (_basilica_rental_v1_ContainerStatus | null);
  'createdAt'?: (_basilca_common_v1_Timestamp | null);
  'expiresAt'?: (_basilca_common_v1_Timestamp | null);
  'resourceUsage'?: (_basilica_rental_v1_ResourceUsage | null);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface RentalStatusResponse__Output {
  'rentalId': (string);
  'state': (_basilica_rental_v1_RentalState__Output);
  'containerStatus': (_basilica_rental_v1_ContainerStatus__Output | null);
  'createdAt': (_basilca_common_v1_Timestamp__Output | null);
  'expiresAt': (_basilca_common_v1_Timestamp__Output | null);
  'resourceUsage': (_basilica_rental_v1_ResourceUsage__Output | null);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
