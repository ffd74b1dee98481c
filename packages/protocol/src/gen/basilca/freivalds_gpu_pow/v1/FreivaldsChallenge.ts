// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

export interface FreivaldsChallenge {
  'sessionId'?: (string);
  'n'?: (number);
  'masterSeed'?: (Buffer | Uint8Array | string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
  'expectedGpuCount'?: (number);
  'computationTimeoutMs'?: (number);
  'protocolTimeoutMs'?: (number);
}

export interface FreivaldsChallenge__Output {
  'sessionId': (string);
  'n': (number);
  'masterSeed': (Buffer);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
  'expectedGpuCount': (number);
  'computationTimeoutMs': (number);
  'protocolTimeoutMs': (number);
}
