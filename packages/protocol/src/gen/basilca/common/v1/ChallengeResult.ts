// Original file: proto/basilca/common/v1/common.proto

import type { Long } from '@grpc/proto-loader';

export interface ChallengeResult {
  'solution'?: (string);
  'executionTimeMs'?: (number | string | Long);
  'gpuUtilization'?: (number | string)[];
  'memoryUsageMb'?: (number | string | Long);
  'errorMessage'?: (string);
  'metadataJson'?: (string);
  'resultChecksum'?: (Buffer | Uint8Array | string);
  'success'?: (boolean);
  'gpuModel'?: (string);
  'vramAllocatedMb'?: (number | string | Long);
  'challengeId'?: (string);
}

export interface ChallengeResult__Output {
  'solution': (string);
  'executionTimeMs': (string);
  'gpuUtilization': (number)[];
  'memoryUsageMb': (string);
  'errorMessage': (string);
  'metadataJson': (string);
  'resultChecksum': (Buffer);
  'success': (boolean);
  'gpuModel': (string);
  'vramAllocatedMb': (string);
  'challengeId': (string);
}
