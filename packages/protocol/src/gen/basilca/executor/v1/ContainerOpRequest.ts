// Original file: proto/basilca/executor/v1/executor_control.proto

import type { ContainerSpec as _basilca_common_v1_ContainerSpec, ContainerSpec__Output as _basilca_common_v1_ContainerSpec__Output } from '../../../basilca/common/v1/ContainerSpec.js';
import type { MinerAuthentication as _basilca_common_v1_MinerAuthentication, MinerAuthentication__Output as _basilca_common_v1_MinerAuthentication__Output } from '../../../basilca/common/v1/MinerAuthentication.js';

export interface ContainerOpRequest {
  'operation'?: (string);
  'containerSpec'?: (_basilca_common_v1_ContainerSpec | null);
  'containerId'?: (string);
  'sshPublicKey'?: (string);
  'parameters'?: ({[key: string]: string});
  'validatorHotkey'?: (string);
  /**
   * S only.
   */
  'auth'?: (_basilca_common_v1_MinerAuthentication | null);
}

export interface ContainerOpRequest__Output {
  'operation': (string);
  'containerSpec': (_basilca_common_v1_ContainerSpec__Output | null);
  'containerId': (string);
  'sshPublicKey': (string);
  'parameters': ({[key: string]: string});
  'validatorHotkey': (string);
  /**
   * S only.
   */
  'auth': (_basilca_common_v1_MinerAuthentication__Output | null);
}
