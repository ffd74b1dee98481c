// Original file: proto/basilca/gpu_pow/v1/gpu_pow.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';
import type { Long } from '@grpc/proto-loader';

export interface GpuPowResult {
  'challengeId'?: (string);
  'resultChecksum'?: (Buffer | Uint8Array | string);
  'executionTimeMs'?: (number | string | Long);
  'errorMessage'?: (string);
  'success'?: (boolean);
  'timestamp'?: (_google_protobuf_Timestamp | null);
  'gpuModel'?: (string);
  'vramAllocatedMb'?: (number | string | Long);
}

export interface GpuPowResult__Output {
  'challengeId': (string);
  'resultChecksum': (Buffer);
  'executionTimeMs': (string);
  'errorMessage': (string);
  'success': (boolean);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
  'gpuModel': (string);
  'vramAllocatedMb': (string);
}
