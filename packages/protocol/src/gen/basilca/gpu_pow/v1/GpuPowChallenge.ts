// Original file: proto/basilca/gpu_pow/v1/gpu_pow.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';
import type { Long } from '@grpc/proto-loader';

export interface GpuPowChallenge {
  'challengeId'?: (string);
  'seed'?: (number | string | Long);
  'matrixDim'?: (number);
  'numMatrices'?: (number);
  'matrixAIndex'?: (number);
  'matrixBIndex'?: (number);
  'validatorNonce'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

export interface GpuPowChallenge__Output {
  'challengeId': (string);
  'seed': (string);
  'matrixDim': (number);
  'numMatrices': (number);
  'matrixAIndex': (number);
  'matrixBIndex': (number);
  'validatorNonce': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
