// Original file: proto/basilca/executor/v1/executor_control.proto

import type { MinerAuthentication as _basilca_common_v1_MinerAuthentication, MinerAuthentication__Output as _basilca_common_v1_MinerAuthentication__Output } from '../../../basilca/common/v1/MinerAuthentication.js';
import type { Long } from '@grpc/proto-loader';

export interface ProvisionAccessRequest {
  'validatorHotkey'?: (string);
  'sshPublicKey'?: (string);
  'accessToken'?: (string);
  'durationSeconds'?: (number | string | Long);
  'accessType'?: (string);
  'config'?: ({[key: string]: string});
  /**
   * S only.
   */
  'auth'?: (_basilca_common_v1_MinerAuthentication | null);
}

export interface ProvisionAccessRequest__Output {
  'validatorHotkey': (string);
  'sshPublicKey': (string);
  'accessToken': (string);
  'durationSeconds': (string);
  'accessType': (string);
  'config': ({[key: string]: string});
  /**
   * S only.
   */
  'auth': (_basilca_common_v1_MinerAuthentication__Output | null);
}
