// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

import type { GpuInfo as _basilca_freivalds_gpu_pow_v1_GpuInfo, GpuInfo__Output as _basilca_freivalds_gpu_pow_v1_GpuInfo__Output } from '../../../basilca/freivalds_gpu_pow/v1/GpuInfo.js';
import type { Long } from '@grpc/proto-loader';

export interface ExecutionMetadata {
  'gpus'?: (_basilca_freivalds_gpu_pow_v1_GpuInfo)[];
  'executionTimeMs'?: (number | string | Long);
  'vramAllocatedMb'?: (number | string | Long);
  'kernelTimeMs'?: (number | string | Long);
  'merkleTimeMs'?: (number | string | Long);
}

export interface ExecutionMetadata__Output {
  'gpus': (_basilca_freivalds_gpu_pow_v1_GpuInfo__Output)[];
  'executionTimeMs': (string);
  'vramAllocatedMb': (string);
  'kernelTimeMs': (string);
  'merkleTimeMs': (string);
}
