// Original file: proto/basilca/common/v1/common.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';
import type { ResourceUsageStats as _basilca_common_v1_ResourceUsageStats, ResourceUsageStats__Output as _basilca_common_v1_ResourceUsageStats__Output } from '../../../basilca/common/v1/ResourceUsageStats.js';

export interface ContainerStatus {
  'containerId'?: (string);
  'status'?: (string);
  'statusMessage'?: (string);
  'createdAt'?: (_basilca_common_v1_Timestamp | null);
  'startedAt'?: (_basilca_common_v1_Timestamp | null);
  'finishedAt'?: (_basilca_common_v1_Timestamp | null);
  'exitCode'?: (number);
  'resourceUsage'?: (_basilca_common_v1_ResourceUsageStats | null);
}

export interface ContainerStatus__Output {
  'containerId': (string);
  'status': (string);
  'statusMessage': (string);
  'createdAt': (_basilca_common_v1_Timestamp__Output | null);
  'startedAt': (_basilca_common_v1_Timestamp__Output | null);
  'finishedAt': (_basilca_common_v1_Timestamp__Output | null);
  'exitCode': (number);
  'resourceUsage': (_basilca_common_v1_ResourceUsageStats__Output | null);
}
