// Original file: proto/basilca/common/v1/common.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';

export interface LogEntry {
  'timestamp'?: (_basilca_common_v1_Timestamp | null);
  'level'?: (string);
  'source'?: (string);
  'message'?: (string);
  'metadata'?: ({[key: string]: string});
}

export interface LogEntry__Output {
  'timestamp': (_basilca_common_v1_Timestamp__Output | null);
  'level': (string);
  'source': (string);
  'message': (string);
  'metadata': ({[key: string]: string});
}
