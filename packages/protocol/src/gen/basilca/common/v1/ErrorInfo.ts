// Original file: proto/basilca/common/v1/common.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';

export interface ErrorInfo {
  'code'?: (string);
  'message'?: (string);
  'details'?: ({[key: string]: string});
  'timestamp'?: (_basilca_common_v1_Timestamp | null);
  /**
   * Headframe never fills this: internals stay inside.
   */
  'stackTrace'?: (string);
}

export interface ErrorInfo__Output {
  'code': (string);
  'message': (string);
  'details': ({[key: string]: string});
  'timestamp': (_basilca_common_v1_Timestamp__Output | null);
  /**
   * Headframe never fills this: internals stay inside.
   */
  'stackTrace': (string);
}
