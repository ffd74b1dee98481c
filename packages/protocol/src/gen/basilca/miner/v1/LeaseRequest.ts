// Original file: proto/basilca/miner/v1/miner_discovery.proto

import type { ResourceLimits as _basilca_common_v1_ResourceLimits, ResourceLimits__Output as _basilca_common_v1_ResourceLimits__Output } from '../../../basilca/common/v1/ResourceLimits.js';
import type { Long } from '@grpc/proto-loader';

export interface LeaseRequest {
  'validatorHotkey'?: (string);
  'sessionToken'?: (string);
  'requirements'?: (_basilca_common_v1_ResourceLimits | null);
  'leaseDurationSeconds'?: (number | string | Long);
}

export interface LeaseRequest__Output {
  'validatorHotkey': (string);
  'sessionToken': (string);
  'requirements': (_basilca_common_v1_ResourceLimits__Output | null);
  'leaseDurationSeconds': (string);
}
