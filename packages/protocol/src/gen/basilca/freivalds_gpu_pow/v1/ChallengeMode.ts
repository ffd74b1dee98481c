// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

export const ChallengeMode = {
  MODE_UNSPECIFIED: 'MODE_UNSPECIFIED',
  MODE_SYMMETRIC: 'MODE_SYMMETRIC',
  MODE_FREIVALDS: 'MODE_FREIVALDS',
  MODE_AUTO: 'MODE_AUTO',
} as const;

export type ChallengeMode =
  | 'MODE_UNSPECIFIED'
  | 0
  | 'MODE_SYMMETRIC'
  | 1
  | 'MODE_FREIVALDS'
  | 2
  | 'MODE_AUTO'
  | 3

export type ChallengeMode__Output = typeof ChallengeMode[keyof typeof ChallengeMode]
