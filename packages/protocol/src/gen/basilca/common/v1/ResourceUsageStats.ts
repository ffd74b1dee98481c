// Original file: proto/basilca/common/v1/common.proto

import type { Long } from '@grpc/proto-loader';

export interface ResourceUsageStats {
  'cpuPercent'?: (number | string);
  'memoryMb'?: (number | string | Long);
  'networkRxBytes'?: (number | string | Long);
  'networkTxBytes'?: (number | string | Long);
  'diskReadBytes'?: (number | string | Long);
  'diskWriteBytes'?: (number | string | Long);
  'gpuUtilization'?: (number | string)[];
  'gpuMemoryMb'?: (number | string | Long)[];
}

export interface ResourceUsageStats__Output {
  'cpuPercent': (number);
  'memoryMb': (string);
  'networkRxBytes': (string);
  'networkTxBytes': (string);
  'diskReadBytes': (string);
  'diskWriteBytes': (string);
  'gpuUtilization': (number)[];
  'gpuMemoryMb': (string)[];
}
