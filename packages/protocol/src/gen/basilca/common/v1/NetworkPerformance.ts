// Original file: proto/basilca/common/v1/common.proto


export interface NetworkPerformance {
  'downloadMbps'?: (number | string);
  'uploadMbps'?: (number | string);
  'latencyMs'?: (number | string);
  'packetLossPercent'?: (number | string);
  'interfaceName'?: (string);
  'publicIp'?: (string);
  'location'?: (string);
}

export interface NetworkPerformance__Output {
  'downloadMbps': (number);
  'uploadMbps': (number);
  'latencyMs': (number);
  'packetLossPercent': (number);
  'interfaceName': (string);
  'publicIp': (string);
  'location': (string);
}
