// Original file: proto/basilca/common/v1/common.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.js';

/**
 * A moment. A wrapper message of its own, not an alias.
 */
export interface Timestamp {
  'value'?: (_google_protobuf_Timestamp | null);
}

/**
 * A moment. A wrapper message of its own, not an alias.
 */
export interface Timestamp__Output {
  'value': (_google_protobuf_Timestamp__Output | null);
}
