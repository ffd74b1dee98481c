// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

export interface FreivaldsVerification {
  'sessionId'?: (string);
  'challengeVector'?: (Buffer | Uint8Array | string);
  'spotCheckRows'?: (number)[];
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

export interface FreivaldsVerification__Output {
  'sessionId': (string);
  'challengeVector': (Buffer);
  'spotCheckRows': (number)[];
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
