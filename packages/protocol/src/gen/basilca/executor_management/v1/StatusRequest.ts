// Original file: proto/basilca/executor_management/v1/executor_management.proto


export interface StatusRequest {
  'detailed'?: (boolean);
}

export interface StatusRequest__Output {
  'detailed': (boolean);
}
