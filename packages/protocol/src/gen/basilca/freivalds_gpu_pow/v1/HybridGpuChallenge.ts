// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

import type { GpuPowChallenge as _basilca_gpu_pow_v1_GpuPowChallenge, GpuPowChallenge__Output as _basilca_gpu_pow_v1_GpuPowChallenge__Output } from '../../../basilca/gpu_pow/v1/GpuPowChallenge.js';
import type { FreivaldsChallenge as _basilca_freivalds_gpu_pow_v1_FreivaldsChallenge, FreivaldsChallenge__Output as _basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output } from '../../../basilca/freivalds_gpu_pow/v1/FreivaldsChallenge.js';
import type { ChallengeMode as _basilca_freivalds_gpu_pow_v1_ChallengeMode, ChallengeMode__Output as _basilca_freivalds_gpu_pow_v1_ChallengeMode__Output } from '../../../basilca/freivalds_gpu_pow/v1/ChallengeMode.js';

export interface HybridGpuChallenge {
  'symmetricChallenge'?: (_basilca_gpu_pow_v1_GpuPowChallenge | null);
  'freivaldsChallenge'?: (_basilca_freivalds_gpu_pow_v1_FreivaldsChallenge | null);
  'mode'?: (_basilca_freivalds_gpu_pow_v1_ChallengeMode);
  'challenge'?: "symmetricChallenge"|"freivaldsChallenge";
}

export interface HybridGpuChallenge__Output {
  'symmetricChallenge'?: (_basilca_gpu_pow_v1_GpuPowChallenge__Output | null);
  'freivaldsChallenge'?: (_basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output | null);
  'mode': (_basilca_freivalds_gpu_pow_v1_ChallengeMode__Output);
  'challenge'?: "symmetricChallenge"|"freivaldsChallenge";
}
