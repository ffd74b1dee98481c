// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

import type { GpuInfo as _basilca_freivalds_gpu_pow_v1_GpuInfo, GpuInfo__Output as _basilca_freivalds_gpu_pow_v1_GpuInfo__Output } from '../../../basilca/freivalds_gpu_pow/v1/GpuInfo.js';

export interface InitiateChallengeRequest {
  'executorId'?: (string);
  'claimedGpus'?: (_basilca_freivalds_gpu_pow_v1_GpuInfo)[];
  'preferredN'?: (number);
}

export interface InitiateChallengeRequest__Output {
  'executorId': (string);
  'claimedGpus': (_basilca_freivalds_gpu_pow_v1_GpuInfo__Output)[];
  'preferredN': (number);
}
