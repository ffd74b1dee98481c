// Original file: proto/basilca/rental/v1/rental.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';

export interface LogEntry {
  'timestamp'?: (_basilca_common_v1_Timestamp | null);
  'stream'?: (string);
  'message'?: (string);
  'containerId'?: (string);
}

export interface LogEntry__Output {
  'timestamp': (_basilca_common_v1_Timestamp__Output | null);
  'stream': (string);
  'message': (string);
  'containerId': (string);
}
