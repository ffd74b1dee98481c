// Original file: proto/basilca/validator/v1/validator_api.proto

import type { ContainerStatus as _basilca_common_v1_ContainerStatus, ContainerStatus__Output as _basilca_common_v1_ContainerStatus__Output } from '../../../basilca/common/v1/ContainerStatus.js';
import type { ResourceUsageStats as _basilca_common_v1_ResourceUsageStats, ResourceUsageStats__Output as _basilca_common_v1_ResourceUsageStats__Output } from '../../../basilca/common/v1/ResourceUsageStats.js';
import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';
import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface RentalStatusResponse {
  'status'?: (string);
  'containerStatus'?: (_basilca_common_v1_ContainerStatus | null);
  'resourceUsage'?: (_basilca_common_v1_ResourceUsageStats | null);
  'lastUpdate'?: (_basilca_common_v1_Timestamp | null);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface RentalStatusResponse__Output {
  'status': (string);
  'containerStatus': (_basilca_common_v1_ContainerStatus__Output | null);
  'resourceUsage': (_basilca_common_v1_ResourceUsageStats__Output | null);
  'lastUpdate': (_basilca_common_v1_Timestamp__Output | null);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
