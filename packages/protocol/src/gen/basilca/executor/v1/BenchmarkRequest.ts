// Original file: proto/basilca/executor/v1/executor_control.proto

import type { MinerAuthentication as _basilca_common_v1_MinerAuthentication, MinerAuthentication__Output as _basilca_common_v1_MinerAuthentication__Output } from '../../../basilca/common/v1/MinerAuthentication.js';
import type { Long } from '@grpc/proto-loader';

export interface BenchmarkRequest {
  'benchmarkType'?: (string);
  'durationSeconds'?: (number | string | Long);
  'parameters'?: ({[key: string]: string});
  'validatorHotkey'?: (string);
  /**
   * S only.
   */
  'auth'?: (_basilca_common_v1_MinerAuthentication | null);
}

export interface BenchmarkRequest__Output {
  'benchmarkType': (string);
  'durationSeconds': (string);
  'parameters': ({[key: string]: string});
  'validatorHotkey': (string);
  /**
   * S only.
   */
  'auth': (_basilca_common_v1_MinerAuthentication__Output | null);
}
