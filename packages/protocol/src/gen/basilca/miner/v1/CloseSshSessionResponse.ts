// Original file: proto/basilca/miner/v1/miner_discovery.proto


export interface CloseSshSessionResponse {
  'success'?: (boolean);
  'message'?: (string);
}

export interface CloseSshSessionResponse__Output {
  'success': (boolean);
  'message': (string);
}
