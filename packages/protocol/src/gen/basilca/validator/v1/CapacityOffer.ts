// Original file: proto/basilca/validator/v1/validator_api.proto

import type { GpuSpec as _basilca_common_v1_GpuSpec, GpuSpec__Output as _basilca_common_v1_GpuSpec__Output } from '../../../basilca/common/v1/GpuSpec.js';
import type { ResourceLimits as _basilca_common_v1_ResourceLimits, ResourceLimits__Output as _basilca_common_v1_ResourceLimits__Output } from '../../../basilca/common/v1/ResourceLimits.js';

export interface CapacityOffer {
  'offerId'?: (string);
  'minerHotkey'?: (string);
  'executorId'?: (string);
  'gpuSpec'?: (_basilca_common_v1_GpuSpec | null);
  'availableResources'?: (_basilca_common_v1_ResourceLimits | null);
  'pricePerHour'?: (number | string);
  'location'?: (string);
  'reliabilityScore'?: (number | string);
}

export interface CapacityOffer__Output {
  'offerId': (string);
  'minerHotkey': (string);
  'executorId': (string);
  'gpuSpec': (_basilca_common_v1_GpuSpec__Output | null);
  'availableResources': (_basilca_common_v1_ResourceLimits__Output | null);
  'pricePerHour': (number);
  'location': (string);
  'reliabilityScore': (number);
}
