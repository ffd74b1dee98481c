// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

import type { Long } from '@grpc/proto-loader';

export interface GpuInfo {
  'deviceId'?: (number);
  'model'?: (string);
  'vramMb'?: (number | string | Long);
  'computeUnits'?: (number);
}

export interface GpuInfo__Output {
  'deviceId': (number);
  'model': (string);
  'vramMb': (string);
  'computeUnits': (number);
}
