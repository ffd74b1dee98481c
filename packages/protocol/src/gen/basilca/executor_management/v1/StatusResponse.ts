// Original file: proto/basilca/executor_management/v1/executor_management.proto

import type { MachineInfo as _basilca_common_v1_MachineInfo, MachineInfo__Output as _basilca_common_v1_MachineInfo__Output } from '../../../basilca/common/v1/MachineInfo.js';
import type { ResourceUsageStats as _basilca_common_v1_ResourceUsageStats, ResourceUsageStats__Output as _basilca_common_v1_ResourceUsageStats__Output } from '../../../basilca/common/v1/ResourceUsageStats.js';
import type { Long } from '@grpc/proto-loader';

export interface StatusResponse {
  'executorId'?: (string);
  'status'?: (string);
  'machineInfo'?: (_basilca_common_v1_MachineInfo | null);
  'resourceUsage'?: (_basilca_common_v1_ResourceUsageStats | null);
  'totalContainers'?: (number);
  'activeContainers'?: (number);
  'activeValidators'?: (number);
  'uptimeSeconds'?: (number | string | Long);
}

export interface StatusResponse__Output {
  'executorId': (string);
  'status': (string);
  'machineInfo': (_basilca_common_v1_MachineInfo__Output | null);
  'resourceUsage': (_basilca_common_v1_ResourceUsageStats__Output | null);
  'totalContainers': (number);
  'activeContainers': (number);
  'activeValidators': (number);
  'uptimeSeconds': (string);
}
