// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto


export interface CancelSessionResponse {
  'success'?: (boolean);
  'message'?: (string);
}

export interface CancelSessionResponse__Output {
  'success': (boolean);
  'message': (string);
}
