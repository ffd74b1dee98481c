// Original file: proto/basilca/miner/v1/miner_discovery.proto

import type { SshSessionStatus as _basilca_miner_v1_SshSessionStatus, SshSessionStatus__Output as _basilca_miner_v1_SshSessionStatus__Output } from '../../../basilca/miner/v1/SshSessionStatus.js';
import type { Long } from '@grpc/proto-loader';

export interface InitiateSshSessionResponse {
  'sessionId'?: (string);
  /**
   * user@host:port
   */
  'accessCredentials'?: (string);
  /**
   * Unix seconds.
   */
  'expiresAt'?: (number | string | Long);
  'executorId'?: (string);
  'status'?: (_basilca_miner_v1_SshSessionStatus);
}

export interface InitiateSshSessionResponse__Output {
  'sessionId': (string);
  /**
   * user@host:port
   */
  'accessCredentials': (string);
  /**
   * Unix seconds.
   */
  'expiresAt': (string);
  'executorId': (string);
  'status': (_basilca_miner_v1_SshSessionStatus__Output);
}
