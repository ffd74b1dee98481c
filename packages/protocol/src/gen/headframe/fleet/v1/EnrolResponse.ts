// Original file: proto/headframe/fleet/v1/fleet.proto

import type { Long } from '@grpc/proto-loader';

export interface EnrolResponse {
  /**
   * UUID of this executor in the fleet.
   */
  'executorId'?: (string);
  /**
   * How often a heartbeat is expected.
   */
  'heartbeatIntervalMs'?: (number | string | Long);
}

export interface EnrolResponse__Output {
  /**
   * UUID of this executor in the fleet.
   */
  'executorId': (string);
  /**
   * How often a heartbeat is expected.
   */
  'heartbeatIntervalMs': (string);
}
