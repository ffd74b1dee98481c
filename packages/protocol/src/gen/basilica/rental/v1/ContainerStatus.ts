// Original file: proto/basilca/rental/v1/rental.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';

export interface ContainerStatus {
  'containerId'?: (string);
  'state'?: (string);
  'exitCode'?: (number);
  'health'?: (string);
  'startedAt'?: (_basilca_common_v1_Timestamp | null);
  'finishedAt'?: (_basilca_common_v1_Timestamp | null);
}

export interface ContainerStatus__Output {
  'containerId': (string);
  'state': (string);
  'exitCode': (number);
  'health': (string);
  'startedAt': (_basilca_common_v1_Timestamp__Output | null);
  'finishedAt': (_basilca_common_v1_Timestamp__Output | null);
}
