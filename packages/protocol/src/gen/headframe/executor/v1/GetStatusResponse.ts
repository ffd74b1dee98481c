// Original file: proto/headframe/executor/v1/executor.proto

import type { ExecutorState as _headframe_executor_v1_ExecutorState, ExecutorState__Output as _headframe_executor_v1_ExecutorState__Output } from '../../../headframe/executor/v1/ExecutorState.js';
import type { Device as _headframe_executor_v1_Device, Device__Output as _headframe_executor_v1_Device__Output } from '../../../headframe/executor/v1/Device.js';
import type { Long } from '@grpc/proto-loader';

export interface GetStatusResponse {
  'executorId'?: (string);
  'installationId'?: (string);
  /**
   * Version of the executor program.
   */
  'version'?: (string);
  'state'?: (_headframe_executor_v1_ExecutorState);
  /**
   * A sentence for people; empty when ready.
   */
  'reason'?: (string);
  /**
   * Machine-readable code of the reason; empty when ready.
   */
  'reasonCode'?: (string);
  /**
   * What proves: `cuda`, or `reference` (not a GPU).
   */
  'backend'?: (string);
  /**
   * In ascending order of their UUIDs: the order of slots in a challenge.
   */
  'devices'?: (_headframe_executor_v1_Device)[];
  'uptimeSeconds'?: (number | string | Long);
  /**
   * Current session key, 32 bytes: the miner delegates again when it changed.
   */
  'sessionKey'?: (Buffer | Uint8Array | string);
  /**
   * End of the installed delegation, Unix milliseconds; 0 when none is installed.
   */
  'delegationNotAfterMs'?: (number | string | Long);
}

export interface GetStatusResponse__Output {
  'executorId': (string);
  'installationId': (string);
  /**
   * Version of the executor program.
   */
  'version': (string);
  'state': (_headframe_executor_v1_ExecutorState__Output);
  /**
   * A sentence for people; empty when ready.
   */
  'reason': (string);
  /**
   * Machine-readable code of the reason; empty when ready.
   */
  'reasonCode': (string);
  /**
   * What proves: `cuda`, or `reference` (not a GPU).
   */
  'backend': (string);
  /**
   * In ascending order of their UUIDs: the order of slots in a challenge.
   */
  'devices': (_headframe_executor_v1_Device__Output)[];
  'uptimeSeconds': (string);
  /**
   * Current session key, 32 bytes: the miner delegates again when it changed.
   */
  'sessionKey': (Buffer);
  /**
   * End of the installed delegation, Unix milliseconds; 0 when none is installed.
   */
  'delegationNotAfterMs': (string);
}
