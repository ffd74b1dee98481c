// Original file: proto/basilca/validator/v1/validator_api.proto

import type { ResourceLimits as _basilca_common_v1_ResourceLimits, ResourceLimits__Output as _basilca_common_v1_ResourceLimits__Output } from '../../../basilca/common/v1/ResourceLimits.js';

export interface ListCapacityRequest {
  'apiKey'?: (string);
  'requirements'?: (_basilca_common_v1_ResourceLimits | null);
  'locationPreference'?: (string);
  'maxPricePerHour'?: (number | string);
}

export interface ListCapacityRequest__Output {
  'apiKey': (string);
  'requirements': (_basilca_common_v1_ResourceLimits__Output | null);
  'locationPreference': (string);
  'maxPricePerHour': (number);
}
