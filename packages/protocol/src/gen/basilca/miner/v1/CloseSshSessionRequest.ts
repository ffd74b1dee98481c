// Original file: proto/basilca/miner/v1/miner_discovery.proto


export interface CloseSshSessionRequest {
  'sessionId'?: (string);
  'validatorHotkey'?: (string);
  'reason'?: (string);
}

export interface CloseSshSessionRequest__Output {
  'sessionId': (string);
  'validatorHotkey': (string);
  'reason': (string);
}
