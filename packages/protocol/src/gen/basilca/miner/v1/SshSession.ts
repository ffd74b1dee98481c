// Original file: proto/basilca/miner/v1/miner_discovery.proto

import type { SshSessionStatus as _basilca_miner_v1_SshSessionStatus, SshSessionStatus__Output as _basilca_miner_v1_SshSessionStatus__Output } from '../../../basilca/miner/v1/SshSessionStatus.js';
import type { Long } from '@grpc/proto-loader';

export interface SshSession {
  'sessionId'?: (string);
  'executorId'?: (string);
  'validatorHotkey'?: (string);
  /**
   * Unix seconds.
   */
  'createdAt'?: (number | string | Long);
  /**
   * Unix seconds.
   */
  'expiresAt'?: (number | string | Long);
  'status'?: (_basilca_miner_v1_SshSessionStatus);
}

export interface SshSession__Output {
  'sessionId': (string);
  'executorId': (string);
  'validatorHotkey': (string);
  /**
   * Unix seconds.
   */
  'createdAt': (string);
  /**
   * Unix seconds.
   */
  'expiresAt': (string);
  'status': (_basilca_miner_v1_SshSessionStatus__Output);
}
