// Original file: proto/basilca/executor_registration/v1/executor_registration.proto

import type { ResourceUtilization as _basilca_common_v1_ResourceUtilization, ResourceUtilization__Output as _basilca_common_v1_ResourceUtilization__Output } from '../../../basilca/common/v1/ResourceUtilization.js';
import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';

export interface HeartbeatRequest {
  'executorId'?: (string);
  'registrationToken'?: (string);
  'resourceUtilization'?: (_basilca_common_v1_ResourceUtilization | null);
  'healthStatus'?: ({[key: string]: string});
  'timestamp'?: (_basilca_common_v1_Timestamp | null);
}

export interface HeartbeatRequest__Output {
  'executorId': (string);
  'registrationToken': (string);
  'resourceUtilization': (_basilca_common_v1_ResourceUtilization__Output | null);
  'healthStatus': ({[key: string]: string});
  'timestamp': (_basilca_common_v1_Timestamp__Output | null);
}
