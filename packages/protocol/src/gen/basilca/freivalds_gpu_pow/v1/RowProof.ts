// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto


export interface RowProof {
  'rowIdx'?: (number);
  'rowData'?: (Buffer | Uint8Array | string);
  'merklePath'?: (Buffer | Uint8Array | string)[];
}

export interface RowProof__Output {
  'rowIdx': (number);
  'rowData': (Buffer);
  'merklePath': (Buffer)[];
}
