/** Where a transaction ended up. */
export interface Inclusion {
  readonly blockNumber: number;
  /** 32 bytes. */
  readonly blockHash: Uint8Array;
  /** 32 bytes. */
  readonly extrinsicHash: Uint8Array;
}
