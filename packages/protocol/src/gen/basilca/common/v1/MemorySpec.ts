// Original file: proto/basilca/common/v1/common.proto

import type { Long } from '@grpc/proto-loader';

export interface MemorySpec {
  'totalMb'?: (number | string | Long);
  'availableMb'?: (number | string | Long);
  'usedMb'?: (number | string | Long);
  'memoryType'?: (string);
  'speedMhz'?: (number);
}

export interface MemorySpec__Output {
  'totalMb': (string);
  'availableMb': (string);
  'usedMb': (string);
  'memoryType': (string);
  'speedMhz': (number);
}
