// Original file: proto/basilca/gpu_pow/v1/gpu_pow.proto


export interface VerificationResponse {
  'verified'?: (boolean);
  'message'?: (string);
  'performanceScore'?: (number | string);
  'timingValid'?: (boolean);
  'checksumValid'?: (boolean);
}

export interface VerificationResponse__Output {
  'verified': (boolean);
  'message': (string);
  'performanceScore': (number);
  'timingValid': (boolean);
  'checksumValid': (boolean);
}
