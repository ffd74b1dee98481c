// Original file: proto/basilca/executor/v1/executor_control.proto

import type { MinerAuthentication as _basilca_common_v1_MinerAuthentication, MinerAuthentication__Output as _basilca_common_v1_MinerAuthentication__Output } from '../../../basilca/common/v1/MinerAuthentication.js';

export interface HealthCheckRequest {
  'requester'?: (string);
  'checkType'?: (string);
  /**
   * S only; optional there.
   */
  'auth'?: (_basilca_common_v1_MinerAuthentication | null);
}

export interface HealthCheckRequest__Output {
  'requester': (string);
  'checkType': (string);
  /**
   * S only; optional there.
   */
  'auth': (_basilca_common_v1_MinerAuthentication__Output | null);
}
