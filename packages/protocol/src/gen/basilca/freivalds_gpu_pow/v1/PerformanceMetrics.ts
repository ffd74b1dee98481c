// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

import type { Long } from '@grpc/proto-loader';

export interface PerformanceMetrics {
  'freivaldsTimeMs'?: (number | string | Long);
  'spotCheckTimeMs'?: (number | string | Long);
  'totalTimeMs'?: (number | string | Long);
  'computationSavedPercent'?: (number | string);
}

export interface PerformanceMetrics__Output {
  'freivaldsTimeMs': (string);
  'spotCheckTimeMs': (string);
  'totalTimeMs': (string);
  'computationSavedPercent': (number);
}
