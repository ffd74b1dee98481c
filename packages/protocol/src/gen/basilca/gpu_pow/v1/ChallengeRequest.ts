// Original file: proto/basilca/gpu_pow/v1/gpu_pow.proto

import type { Long } from '@grpc/proto-loader';

export interface ChallengeRequest {
  'executorId'?: (string);
  'claimedGpuModel'?: (string);
  'claimedVramMb'?: (number | string | Long);
}

export interface ChallengeRequest__Output {
  'executorId': (string);
  'claimedGpuModel': (string);
  'claimedVramMb': (string);
}
