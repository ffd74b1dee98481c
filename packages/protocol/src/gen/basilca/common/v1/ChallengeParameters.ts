// Original file: proto/basilca/common/v1/common.proto

import type { MachineInfo as _basilca_common_v1_MachineInfo, MachineInfo__Output as _basilca_common_v1_MachineInfo__Output } from '../../../basilca/common/v1/MachineInfo.js';
import type { Long } from '@grpc/proto-loader';

export interface ChallengeParameters {
  'challengeType'?: (string);
  'parametersJson'?: (string);
  'expectedDurationSeconds'?: (number);
  'difficultyLevel'?: (number);
  'seed'?: (string);
  'machineInfo'?: (_basilca_common_v1_MachineInfo | null);
  'gpuPowSeed'?: (number | string | Long);
  'matrixDim'?: (number);
  'numMatrices'?: (number);
  /**
   * @deprecated
   */
  'matrixAIndex'?: (number);
  /**
   * @deprecated
   */
  'matrixBIndex'?: (number);
  'validatorNonce'?: (string);
  'numIterations'?: (number);
  'verificationSampleRate'?: (number | string);
}

export interface ChallengeParameters__Output {
  'challengeType': (string);
  'parametersJson': (string);
  'expectedDurationSeconds': (number);
  'difficultyLevel': (number);
  'seed': (string);
  'machineInfo': (_basilca_common_v1_MachineInfo__Output | null);
  'gpuPowSeed': (string);
  'matrixDim': (number);
  'numMatrices': (number);
  /**
   * @deprecated
   */
  'matrixAIndex': (number);
  /**
   * @deprecated
   */
  'matrixBIndex': (number);
  'validatorNonce': (string);
  'numIterations': (number);
  'verificationSampleRate': (number);
}
