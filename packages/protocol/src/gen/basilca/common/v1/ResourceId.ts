// Original file: proto/basilca/common/v1/common.proto


export interface ResourceId {
  'value'?: (string);
}

export interface ResourceId__Output {
  'value': (string);
}
