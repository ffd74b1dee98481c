// Original file: proto/basilca/rental/v1/rental.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';

export interface LogStreamRequest {
  'rentalId'?: (string);
  'validatorHotkey'?: (string);
  'follow'?: (boolean);
  'tailLines'?: (number);
  'since'?: (_basilca_common_v1_Timestamp | null);
}

export interface LogStreamRequest__Output {
  'rentalId': (string);
  'validatorHotkey': (string);
  'follow': (boolean);
  'tailLines': (number);
  'since': (_basilca_common_v1_Timestamp__Output | null);
}
