// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

import type { PerformanceMetrics as _basilca_freivalds_gpu_pow_v1_PerformanceMetrics, PerformanceMetrics__Output as _basilca_freivalds_gpu_pow_v1_PerformanceMetrics__Output } from '../../../basilca/freivalds_gpu_pow/v1/PerformanceMetrics.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

export interface FreivaldsVerificationResult {
  'sessionId'?: (string);
  'freivaldsValid'?: (boolean);
  'spotChecksValid'?: (boolean);
  'spotChecksPerformed'?: (number);
  'spotChecksPassed'?: (number);
  'verified'?: (boolean);
  'message'?: (string);
  'metrics'?: (_basilca_freivalds_gpu_pow_v1_PerformanceMetrics | null);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

export interface FreivaldsVerificationResult__Output {
  'sessionId': (string);
  'freivaldsValid': (boolean);
  'spotChecksValid': (boolean);
  'spotChecksPerformed': (number);
  'spotChecksPassed': (number);
  'verified': (boolean);
  'message': (string);
  'metrics': (_basilca_freivalds_gpu_pow_v1_PerformanceMetrics__Output | null);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
