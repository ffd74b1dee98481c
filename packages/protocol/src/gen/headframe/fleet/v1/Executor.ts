// Original file: proto/headframe/fleet/v1/fleet.proto

import type { ExecutorHealth as _headframe_fleet_v1_ExecutorHealth, ExecutorHealth__Output as _headframe_fleet_v1_ExecutorHealth__Output } from '../../../headframe/fleet/v1/ExecutorHealth.js';
import type { Device as _headframe_executor_v1_Device, Device__Output as _headframe_executor_v1_Device__Output } from '../../../headframe/executor/v1/Device.js';

export interface Executor {
  /**
   * UUID; the executor id of GPOW-1.
   */
  'executorId'?: (string);
  /**
   * Name that the operator gave it.
   */
  'alias'?: (string);
  'health'?: (_headframe_fleet_v1_ExecutorHealth);
  /**
   * Why it is not healthy; empty when it is.
   */
  'reason'?: (string);
  /**
   * A challenge or a workload has it right now.
   */
  'busy'?: (boolean);
  /**
   * What proves: `cuda`, or `reference` (not a GPU).
   */
  'backend'?: (string);
  'devices'?: (_headframe_executor_v1_Device)[];
}

export interface Executor__Output {
  /**
   * UUID; the executor id of GPOW-1.
   */
  'executorId': (string);
  /**
   * Name that the operator gave it.
   */
  'alias': (string);
  'health': (_headframe_fleet_v1_ExecutorHealth__Output);
  /**
   * Why it is not healthy; empty when it is.
   */
  'reason': (string);
  /**
   * A challenge or a workload has it right now.
   */
  'busy': (boolean);
  /**
   * What proves: `cuda`, or `reference` (not a GPU).
   */
  'backend': (string);
  'devices': (_headframe_executor_v1_Device__Output)[];
}
