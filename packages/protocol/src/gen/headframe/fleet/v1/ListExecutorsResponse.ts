// Original file: proto/headframe/fleet/v1/fleet.proto

import type { Executor as _headframe_fleet_v1_Executor, Executor__Output as _headframe_fleet_v1_Executor__Output } from '../../../headframe/fleet/v1/Executor.js';

export interface ListExecutorsResponse {
  'executors'?: (_headframe_fleet_v1_Executor)[];
}

export interface ListExecutorsResponse__Output {
  'executors': (_headframe_fleet_v1_Executor__Output)[];
}
