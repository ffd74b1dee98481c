// Original file: proto/basilca/gpu_pow/v1/gpu_pow.proto

import type { Long } from '@grpc/proto-loader';

export interface GpuPerformanceBaseline {
  'gpuModel'?: (string);
  'matrixDim'?: (number);
  'expectedTimeMs'?: (number | string | Long);
  'tolerancePercent'?: (number);
  'minTimeMs'?: (number | string | Long);
  'maxTimeMs'?: (number | string | Long);
}

export interface GpuPerformanceBaseline__Output {
  'gpuModel': (string);
  'matrixDim': (number);
  'expectedTimeMs': (string);
  'tolerancePercent': (number);
  'minTimeMs': (string);
  'maxTimeMs': (string);
}
