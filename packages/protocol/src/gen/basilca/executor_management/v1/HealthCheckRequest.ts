// Original file: proto/basilca/executor_management/v1/executor_management.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';

export interface HealthCheckRequest {
  'minerHotkey'?: (string);
  'checkType'?: (string);
  'timestamp'?: (_basilca_common_v1_Timestamp | null);
}

export interface HealthCheckRequest__Output {
  'minerHotkey': (string);
  'checkType': (string);
  'timestamp': (_basilca_common_v1_Timestamp__Output | null);
}
