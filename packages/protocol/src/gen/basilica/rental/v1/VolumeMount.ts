// Original file: proto/basilca/rental/v1/rental.proto


export interface VolumeMount {
  'hostPath'?: (string);
  'containerPath'?: (string);
  'readOnly'?: (boolean);
}

export interface VolumeMount__Output {
  'hostPath': (string);
  'containerPath': (string);
  'readOnly': (boolean);
}
