// Original file: proto/headframe/fleet/v1/fleet.proto


export interface HeartbeatRequest {
  'executorId'?: (string);
  'installationId'?: (string);
}

export interface HeartbeatRequest__Output {
  'executorId': (string);
  'installationId': (string);
}
