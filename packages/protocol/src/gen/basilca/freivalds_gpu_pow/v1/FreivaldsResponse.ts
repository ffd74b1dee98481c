// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

import type { RowProof as _basilca_freivalds_gpu_pow_v1_RowProof, RowProof__Output as _basilca_freivalds_gpu_pow_v1_RowProof__Output } from '../../../basilca/freivalds_gpu_pow/v1/RowProof.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

export interface FreivaldsResponse {
  'sessionId'?: (string);
  'crResult'?: (Buffer | Uint8Array | string);
  'rowProofs'?: (_basilca_freivalds_gpu_pow_v1_RowProof)[];
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

export interface FreivaldsResponse__Output {
  'sessionId': (string);
  'crResult': (Buffer);
  'rowProofs': (_basilca_freivalds_gpu_pow_v1_RowProof__Output)[];
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
