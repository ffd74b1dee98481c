// Original file: proto/headframe/pow/v1/proof.proto


/**
 * One frame from the validator. Same wire form as ProveResponse, so a relay need not decode it.
 */
export interface ProveRequest {
  /**
   * A whole GPOW-1 frame: header, body, signature. At most 2 MiB.
   */
  'frame'?: (Buffer | Uint8Array | string);
}

/**
 * One frame from the validator. Same wire form as ProveResponse, so a relay need not decode it.
 */
export interface ProveRequest__Output {
  /**
   * A whole GPOW-1 frame: header, body, signature. At most 2 MiB.
   */
  'frame': (Buffer);
}
