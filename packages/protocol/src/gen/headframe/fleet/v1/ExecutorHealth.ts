// Original file: proto/headframe/fleet/v1/fleet.proto

/**
 * Health of an executor as its miner sees it.
 */
export const ExecutorHealth = {
  EXECUTOR_HEALTH_UNSPECIFIED: 'EXECUTOR_HEALTH_UNSPECIFIED',
  EXECUTOR_HEALTH_UNKNOWN: 'EXECUTOR_HEALTH_UNKNOWN',
  EXECUTOR_HEALTH_HEALTHY: 'EXECUTOR_HEALTH_HEALTHY',
  EXECUTOR_HEALTH_DEGRADED: 'EXECUTOR_HEALTH_DEGRADED',
  EXECUTOR_HEALTH_UNHEALTHY: 'EXECUTOR_HEALTH_UNHEALTHY',
  EXECUTOR_HEALTH_RECOVERING: 'EXECUTOR_HEALTH_RECOVERING',
} as const;

/**
 * Health of an executor as its miner sees it.
 */
export type ExecutorHealth =
  | 'EXECUTOR_HEALTH_UNSPECIFIED'
  | 0
  | 'EXECUTOR_HEALTH_UNKNOWN'
  | 1
  | 'EXECUTOR_HEALTH_HEALTHY'
  | 2
  | 'EXECUTOR_HEALTH_DEGRADED'
  | 3
  | 'EXECUTOR_HEALTH_UNHEALTHY'
  | 4
  | 'EXECUTOR_HEALTH_RECOVERING'
  | 5

/**
 * Health of an executor as its miner sees it.
 */
export type ExecutorHealth__Output = typeof ExecutorHealth[keyof typeof ExecutorHealth]
