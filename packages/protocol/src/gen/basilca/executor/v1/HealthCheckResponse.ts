// Original file: proto/basilca/executor/v1/executor_control.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';
import type { Long } from '@grpc/proto-loader';

export interface HealthCheckResponse {
  'status'?: (string);
  'resourceStatus'?: ({[key: string]: string});
  'dockerStatus'?: (string);
  'uptimeSeconds'?: (number | string | Long);
  'lastUpdate'?: (_basilca_common_v1_Timestamp | null);
  'metrics'?: ({[key: string]: string});
}

export interface HealthCheckResponse__Output {
  'status': (string);
  'resourceStatus': ({[key: string]: string});
  'dockerStatus': (string);
  'uptimeSeconds': (string);
  'lastUpdate': (_basilca_common_v1_Timestamp__Output | null);
  'metrics': ({[key: string]: string});
}
