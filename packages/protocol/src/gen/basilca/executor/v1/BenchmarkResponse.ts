// Original file: proto/basilca/executor/v1/executor_control.proto

import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface BenchmarkResponse {
  'results'?: ({[key: string]: string});
  'score'?: (number | string);
  'executionDetails'?: (string);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface BenchmarkResponse__Output {
  'results': ({[key: string]: string});
  'score': (number);
  'executionDetails': (string);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
