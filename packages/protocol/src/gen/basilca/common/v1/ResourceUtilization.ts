// Original file: proto/basilca/common/v1/common.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';
import type { Long } from '@grpc/proto-loader';

export interface ResourceUtilization {
  'cpuPercent'?: (number | string);
  'memoryUsedMb'?: (number | string | Long);
  'memoryTotalMb'?: (number | string | Long);
  'storageUsedMb'?: (number | string | Long);
  'storageTotalMb'?: (number | string | Long);
  'networkRxMbps'?: (number | string);
  'networkTxMbps'?: (number | string);
  'gpuUtilizationPercent'?: (number | string)[];
  'gpuMemoryUsedMb'?: (number | string | Long)[];
  'runningContainers'?: (number);
  'timestamp'?: (_basilca_common_v1_Timestamp | null);
}

export interface ResourceUtilization__Output {
  'cpuPercent': (number);
  'memoryUsedMb': (string);
  'memoryTotalMb': (string);
  'storageUsedMb': (string);
  'storageTotalMb': (string);
  'networkRxMbps': (number);
  'networkTxMbps': (number);
  'gpuUtilizationPercent': (number)[];
  'gpuMemoryUsedMb': (string)[];
  'runningContainers': (number);
  'timestamp': (_basilca_common_v1_Timestamp__Output | null);
}
