// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto


export interface CancelSessionRequest {
  'sessionId'?: (string);
  'reason'?: (string);
}

export interface CancelSessionRequest__Output {
  'sessionId': (string);
  'reason': (string);
}
