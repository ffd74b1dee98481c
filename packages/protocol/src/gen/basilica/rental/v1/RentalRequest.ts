// Original file: proto/basilca/rental/v1/rental.proto

import type { ContainerSpec as _basilica_rental_v1_ContainerSpec, ContainerSpec__Output as _basilica_rental_v1_ContainerSpec__Output } from '../../../basilica/rental/v1/ContainerSpec.js';
import type { Long } from '@grpc/proto-loader';

export interface RentalRequest {
  'validatorHotkey'?: (string);
  'executorId'?: (string);
  'containerSpec'?: (_basilica_rental_v1_ContainerSpec | null);
  'durationSeconds'?: (number | string | Long);
  'sshPublicKey'?: (string);
  'sessionToken'?: (string);
  'metadata'?: ({[key: string]: string});
}

export interface RentalRequest__Output {
  'validatorHotkey': (string);
  'executorId': (string);
  'containerSpec': (_basilica_rental_v1_ContainerSpec__Output | null);
  'durationSeconds': (string);
  'sshPublicKey': (string);
  'sessionToken': (string);
  'metadata': ({[key: string]: string});
}
