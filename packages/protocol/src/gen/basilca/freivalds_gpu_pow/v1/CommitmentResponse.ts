// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

import type { ExecutionMetadata as _basilca_freivalds_gpu_pow_v1_ExecutionMetadata, ExecutionMetadata__Output as _basilca_freivalds_gpu_pow_v1_ExecutionMetadata__Output } from '../../../basilca/freivalds_gpu_pow/v1/ExecutionMetadata.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

export interface CommitmentResponse {
  'sessionId'?: (string);
  'merkleRoot'?: (Buffer | Uint8Array | string);
  'rowCount'?: (number);
  'metadata'?: (_basilca_freivalds_gpu_pow_v1_ExecutionMetadata | null);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

export interface CommitmentResponse__Output {
  'sessionId': (string);
  'merkleRoot': (Buffer);
  'rowCount': (number);
  'metadata': (_basilca_freivalds_gpu_pow_v1_ExecutionMetadata__Output | null);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
