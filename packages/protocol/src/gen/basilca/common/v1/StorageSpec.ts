// Original file: proto/basilca/common/v1/common.proto

import type { Long } from '@grpc/proto-loader';

export interface StorageSpec {
  'totalMb'?: (number | string | Long);
  'availableMb'?: (number | string | Long);
  'usedMb'?: (number | string | Long);
  'storageType'?: (string);
  'mountPoint'?: (string);
  'readSpeedMbps'?: (number | string);
  'writeSpeedMbps'?: (number | string);
}

export interface StorageSpec__Output {
  'totalMb': (string);
  'availableMb': (string);
  'usedMb': (string);
  'storageType': (string);
  'mountPoint': (string);
  'readSpeedMbps': (number);
  'writeSpeedMbps': (number);
}
