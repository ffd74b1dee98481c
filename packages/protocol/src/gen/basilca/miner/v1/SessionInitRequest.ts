// Original file: proto/basilca/miner/v1/miner_discovery.proto


export interface SessionInitRequest {
  'validatorHotkey'?: (string);
  'sessionToken'?: (string);
  'executorId'?: (string);
  'sessionType'?: (string);
}

export interface SessionInitRequest__Output {
  'validatorHotkey': (string);
  'sessionToken': (string);
  'executorId': (string);
  'sessionType': (string);
}
