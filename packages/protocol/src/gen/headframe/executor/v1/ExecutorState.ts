// Original file: proto/headframe/executor/v1/executor.proto

/**
 * What an executor can do at the moment.
 */
export const ExecutorState = {
  EXECUTOR_STATE_UNSPECIFIED: 'EXECUTOR_STATE_UNSPECIFIED',
  /**
   * Takes challenges and workloads.
   */
  EXECUTOR_STATE_READY: 'EXECUTOR_STATE_READY',
  /**
   * A challenge is running.
   */
  EXECUTOR_STATE_PROVING: 'EXECUTOR_STATE_PROVING',
  /**
   * Takes no new work; what runs finishes.
   */
  EXECUTOR_STATE_DRAINING: 'EXECUTOR_STATE_DRAINING',
  /**
   * Cannot prove: `reason` says why and what to do.
   */
  EXECUTOR_STATE_UNABLE: 'EXECUTOR_STATE_UNABLE',
} as const;

/**
 * What an executor can do at the moment.
 */
export type ExecutorState =
  | 'EXECUTOR_STATE_UNSPECIFIED'
  | 0
  /**
   * Takes challenges and workloads.
   */
  | 'EXECUTOR_STATE_READY'
  | 1
  /**
   * A challenge is running.
   */
  | 'EXECUTOR_STATE_PROVING'
  | 2
  /**
   * Takes no new work; what runs finishes.
   */
  | 'EXECUTOR_STATE_DRAINING'
  | 3
  /**
   * Cannot prove: `reason` says why and what to do.
   */
  | 'EXECUTOR_STATE_UNABLE'
  | 4

/**
 * What an executor can do at the moment.
 */
export type ExecutorState__Output = typeof ExecutorState[keyof typeof ExecutorState]
