// Original file: proto/headframe/executor/v1/executor.proto


export interface AdoptRequest {
  /**
   * UUID of this executor in the miner's fleet.
   */
  'executorId'?: (string);
  /**
   * Public key of the miner's hotkey, 32 bytes.
   */
  'minerHotkey'?: (Buffer | Uint8Array | string);
  /**
   * Signature scheme of the hotkey: 1 = sr25519, 2 = Ed25519.
   */
  'minerScheme'?: (number);
  /**
   * Hash of block 0 of the miner's chain, 32 bytes.
   */
  'genesisHash'?: (Buffer | Uint8Array | string);
}

export interface AdoptRequest__Output {
  /**
   * UUID of this executor in the miner's fleet.
   */
  'executorId': (string);
  /**
   * Public key of the miner's hotkey, 32 bytes.
   */
  'minerHotkey': (Buffer);
  /**
   * Signature scheme of the hotkey: 1 = sr25519, 2 = Ed25519.
   */
  'minerScheme': (number);
  /**
   * Hash of block 0 of the miner's chain, 32 bytes.
   */
  'genesisHash': (Buffer);
}
