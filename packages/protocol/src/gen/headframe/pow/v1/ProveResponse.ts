// Original file: proto/headframe/pow/v1/proof.proto


/**
 * One frame from the executor.
 */
export interface ProveResponse {
  /**
   * A whole GPOW-1 frame: header, body, signature. At most 2 MiB.
   */
  'frame'?: (Buffer | Uint8Array | string);
}

/**
 * One frame from the executor.
 */
export interface ProveResponse__Output {
  /**
   * A whole GPOW-1 frame: header, body, signature. At most 2 MiB.
   */
  'frame': (Buffer);
}
