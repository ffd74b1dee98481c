// Original file: proto/basilca/validator/v1/validator_api.proto

import type { CapacityOffer as _basilca_validator_v1_CapacityOffer, CapacityOffer__Output as _basilca_validator_v1_CapacityOffer__Output } from '../../../basilca/validator/v1/CapacityOffer.js';
import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface ListCapacityResponse {
  'offers'?: (_basilca_validator_v1_CapacityOffer)[];
  'totalOffers'?: (number);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface ListCapacityResponse__Output {
  'offers': (_basilca_validator_v1_CapacityOffer__Output)[];
  'totalOffers': (number);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
