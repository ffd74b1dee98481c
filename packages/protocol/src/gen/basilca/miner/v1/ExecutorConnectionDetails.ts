// Original file: proto/basilca/miner/v1/miner_discovery.proto

import type { GpuSpec as _basilca_common_v1_GpuSpec, GpuSpec__Output as _basilca_common_v1_GpuSpec__Output } from '../../../basilca/common/v1/GpuSpec.js';
import type { ResourceLimits as _basilca_common_v1_ResourceLimits, ResourceLimits__Output as _basilca_common_v1_ResourceLimits__Output } from '../../../basilca/common/v1/ResourceLimits.js';

export interface ExecutorConnectionDetails {
  'executorId'?: (string);
  /**
   * host:port, without a scheme.
   */
  'grpcEndpoint'?: (string);
  'gpuSpec'?: (_basilca_common_v1_GpuSpec | null);
  'availableResources'?: (_basilca_common_v1_ResourceLimits | null);
  'status'?: (string);
}

export interface ExecutorConnectionDetails__Output {
  'executorId': (string);
  /**
   * host:port, without a scheme.
   */
  'grpcEndpoint': (string);
  'gpuSpec': (_basilca_common_v1_GpuSpec__Output | null);
  'availableResources': (_basilca_common_v1_ResourceLimits__Output | null);
  'status': (string);
}
