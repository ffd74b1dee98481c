// Original file: proto/basilca/executor_registration/v1/executor_registration.proto

import type { ResourceLimits as _basilca_common_v1_ResourceLimits, ResourceLimits__Output as _basilca_common_v1_ResourceLimits__Output } from '../../../basilca/common/v1/ResourceLimits.js';
import type { GpuSpec as _basilca_common_v1_GpuSpec, GpuSpec__Output as _basilca_common_v1_GpuSpec__Output } from '../../../basilca/common/v1/GpuSpec.js';

export interface UpdateExecutorStatusRequest {
  'executorId'?: (string);
  'registrationToken'?: (string);
  'status'?: (string);
  'availableResources'?: (_basilca_common_v1_ResourceLimits | null);
  'gpuSpec'?: (_basilca_common_v1_GpuSpec | null);
  'metadata'?: ({[key: string]: string});
}

export interface UpdateExecutorStatusRequest__Output {
  'executorId': (string);
  'registrationToken': (string);
  'status': (string);
  'availableResources': (_basilca_common_v1_ResourceLimits__Output | null);
  'gpuSpec': (_basilca_common_v1_GpuSpec__Output | null);
  'metadata': ({[key: string]: string});
}
