// Original file: proto/basilca/miner/v1/miner_discovery.proto


export interface ListSshSessionsRequest {
  'validatorHotkey'?: (string);
  'includeExpired'?: (boolean);
}

export interface ListSshSessionsRequest__Output {
  'validatorHotkey': (string);
  'includeExpired': (boolean);
}
