// Original file: proto/basilca/miner/v1/miner_discovery.proto

import type { Long } from '@grpc/proto-loader';

export interface InitiateSshSessionRequest {
  'validatorHotkey'?: (string);
  'executorId'?: (string);
  'purpose'?: (string);
  /**
   * One line of OpenSSH public key.
   */
  'validatorPublicKey'?: (string);
  'sessionDurationSecs'?: (number | string | Long);
  'sessionMetadata'?: (string);
  /**
   * S only.
   */
  'rentalMode'?: (boolean);
  /**
   * S only; required when rental_mode is set.
   */
  'rentalId'?: (string);
}

export interface InitiateSshSessionRequest__Output {
  'validatorHotkey': (string);
  'executorId': (string);
  'purpose': (string);
  /**
   * One line of OpenSSH public key.
   */
  'validatorPublicKey': (string);
  'sessionDurationSecs': (string);
  'sessionMetadata': (string);
  /**
   * S only.
   */
  'rentalMode': (boolean);
  /**
   * S only; required when rental_mode is set.
   */
  'rentalId': (string);
}
