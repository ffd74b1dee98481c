// Original file: proto/basilca/executor/v1/executor_control.proto

import type { MinerAuthentication as _basilca_common_v1_MinerAuthentication, MinerAuthentication__Output as _basilca_common_v1_MinerAuthentication__Output } from '../../../basilca/common/v1/MinerAuthentication.js';

export interface SystemProfileRequest {
  'sessionKey'?: (string);
  'keyMapping'?: ({[key: string]: string});
  'profileDepth'?: (string);
  'includeBenchmarks'?: (boolean);
  'validatorHotkey'?: (string);
  /**
   * S only.
   */
  'auth'?: (_basilca_common_v1_MinerAuthentication | null);
}

export interface SystemProfileRequest__Output {
  'sessionKey': (string);
  'keyMapping': ({[key: string]: string});
  'profileDepth': (string);
  'includeBenchmarks': (boolean);
  'validatorHotkey': (string);
  /**
   * S only.
   */
  'auth': (_basilca_common_v1_MinerAuthentication__Output | null);
}
