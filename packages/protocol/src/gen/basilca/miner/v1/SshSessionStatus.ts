// Original file: proto/basilca/miner/v1/miner_discovery.proto

/**
 * State of an SSH access.
 */
export const SshSessionStatus = {
  SSH_SESSION_STATUS_UNKNOWN: 'SSH_SESSION_STATUS_UNKNOWN',
  SSH_SESSION_STATUS_ACTIVE: 'SSH_SESSION_STATUS_ACTIVE',
  SSH_SESSION_STATUS_EXPIRED: 'SSH_SESSION_STATUS_EXPIRED',
  SSH_SESSION_STATUS_FAILED: 'SSH_SESSION_STATUS_FAILED',
} as const;

/**
 * State of an SSH access.
 */
export type SshSessionStatus =
  | 'SSH_SESSION_STATUS_UNKNOWN'
  | 0
  | 'SSH_SESSION_STATUS_ACTIVE'
  | 1
  | 'SSH_SESSION_STATUS_EXPIRED'
  | 2
  | 'SSH_SESSION_STATUS_FAILED'
  | 3

/**
 * State of an SSH access.
 */
export type SshSessionStatus__Output = typeof SshSessionStatus[keyof typeof SshSessionStatus]
