// Original file: proto/basilca/common/v1/common.proto

import type { Long } from '@grpc/proto-loader';

export interface ResourceLimits {
  'maxCpuCores'?: (number);
  'maxMemoryMb'?: (number | string | Long);
  'maxStorageMb'?: (number | string | Long);
  'maxContainers'?: (number);
  'maxBandwidthMbps'?: (number | string);
  'maxGpus'?: (number);
}

export interface ResourceLimits__Output {
  'maxCpuCores': (number);
  'maxMemoryMb': (string);
  'maxStorageMb': (string);
  'maxContainers': (number);
  'maxBandwidthMbps': (number);
  'maxGpus': (number);
}
