// Original file: proto/basilca/rental/v1/rental.proto

import type { ContainerStatus as _basilica_rental_v1_ContainerStatus, ContainerStatus__Output as _basilica_rental_v1_ContainerStatus__Output } from '../../../basilica/rental/v1/ContainerStatus.js';
import type { ResourceUsage as _basilica_rental_v1_ResourceUsage, ResourceUsage__Output as _basilica_rental_v1_ResourceUsage__Output } from '../../../basilica/rental/v1/ResourceUsage.js';

export interface ContainerStateUpdate {
  'rentalId'?: (string);
  'executorId'?: (string);
  'status'?: (_basilica_rental_v1_ContainerStatus | null);
  'resourceUsage'?: (_basilica_rental_v1_ResourceUsage | null);
  'eventType'?: (string);
}

export interface ContainerStateUpdate__Output {
  'rentalId': (string);
  'executorId': (string);
  'status': (_basilica_rental_v1_ContainerStatus__Output | null);
  'resourceUsage': (_basilica_rental_v1_ResourceUsage__Output | null);
  'eventType': (string);
}
