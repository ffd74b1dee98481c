// Original file: proto/basilca/validator/v1/validator_api.proto

import type { ContainerSpec as _basilca_common_v1_ContainerSpec, ContainerSpec__Output as _basilca_common_v1_ContainerSpec__Output } from '../../../basilca/common/v1/ContainerSpec.js';
import type { Long } from '@grpc/proto-loader';

export interface RentCapacityRequest {
  'apiKey'?: (string);
  'offerId'?: (string);
  'rentalDurationHours'?: (number | string | Long);
  'containerSpec'?: (_basilca_common_v1_ContainerSpec | null);
  'userSshPublicKey'?: (string);
}

export interface RentCapacityRequest__Output {
  'apiKey': (string);
  'offerId': (string);
  'rentalDurationHours': (string);
  'containerSpec': (_basilca_common_v1_ContainerSpec__Output | null);
  'userSshPublicKey': (string);
}
