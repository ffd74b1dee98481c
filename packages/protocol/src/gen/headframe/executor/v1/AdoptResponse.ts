// Original file: proto/headframe/executor/v1/executor.proto


export interface AdoptResponse {
  /**
   * UUID of the box itself, made at its first start: two fleet entries that report the same one are one box.
   */
  'installationId'?: (string);
  /**
   * Ed25519 public key that signs the executor's frames until the process ends, 32 bytes.
   */
  'sessionKey'?: (Buffer | Uint8Array | string);
}

export interface AdoptResponse__Output {
  /**
   * UUID of the box itself, made at its first start: two fleet entries that report the same one are one box.
   */
  'installationId': (string);
  /**
   * Ed25519 public key that signs the executor's frames until the process ends, 32 bytes.
   */
  'sessionKey': (Buffer);
}
