// Original file: proto/basilca/rental/v1/rental.proto

import type { Long } from '@grpc/proto-loader';

export interface ResourceRequirements {
  'cpuCores'?: (number | string);
  'memoryMb'?: (number | string | Long);
  'storageMb'?: (number | string | Long);
  'gpuCount'?: (number);
  'gpuTypes'?: (string)[];
}

export interface ResourceRequirements__Output {
  'cpuCores': (number);
  'memoryMb': (string);
  'storageMb': (string);
  'gpuCount': (number);
  'gpuTypes': (string)[];
}
