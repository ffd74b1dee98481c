// Original file: proto/headframe/executor/v1/executor.proto

import type { Long } from '@grpc/proto-loader';

export interface InstallDelegationRequest {
  /**
   * The session key that is delegated to, 32 bytes. Refused unless it is the current one.
   */
  'sessionKey'?: (Buffer | Uint8Array | string);
  /**
   * First and last moment of validity, Unix milliseconds.
   */
  'notBeforeMs'?: (number | string | Long);
  'notAfterMs'?: (number | string | Long);
  /**
   * The hotkey's signature over the delegation digest, 64 bytes.
   */
  'signature'?: (Buffer | Uint8Array | string);
}

export interface InstallDelegationRequest__Output {
  /**
   * The session key that is delegated to, 32 bytes. Refused unless it is the current one.
   */
  'sessionKey': (Buffer);
  /**
   * First and last moment of validity, Unix milliseconds.
   */
  'notBeforeMs': (string);
  'notAfterMs': (string);
  /**
   * The hotkey's signature over the delegation digest, 64 bytes.
   */
  'signature': (Buffer);
}
