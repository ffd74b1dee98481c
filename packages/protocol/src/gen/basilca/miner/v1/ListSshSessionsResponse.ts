// Original file: proto/basilca/miner/v1/miner_discovery.proto

import type { SshSession as _basilca_miner_v1_SshSession, SshSession__Output as _basilca_miner_v1_SshSession__Output } from '../../../basilca/miner/v1/SshSession.js';

export interface ListSshSessionsResponse {
  'sessions'?: (_basilca_miner_v1_SshSession)[];
}

export interface ListSshSessionsResponse__Output {
  'sessions': (_basilca_miner_v1_SshSession__Output)[];
}
