// Original file: proto/basilca/executor_registration/v1/executor_registration.proto


export interface UnregisterExecutorRequest {
  'executorId'?: (string);
  'registrationToken'?: (string);
  'reason'?: (string);
}

export interface UnregisterExecutorRequest__Output {
  'executorId': (string);
  'registrationToken': (string);
  'reason': (string);
}
