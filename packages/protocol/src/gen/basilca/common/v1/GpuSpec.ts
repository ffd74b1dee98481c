// Original file: proto/basilca/common/v1/common.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One GPU as its owner reports it.
 */
export interface GpuSpec {
  'model'?: (string);
  'memoryMb'?: (number | string | Long);
  'uuid'?: (string);
  'driverVersion'?: (string);
  'cudaVersion'?: (string);
  'utilizationPercent'?: (number | string);
  'memoryUtilizationPercent'?: (number | string);
  'temperatureCelsius'?: (number | string);
  'powerWatts'?: (number | string);
  'coreClockMhz'?: (number);
  'memoryClockMhz'?: (number);
  'computeCapability'?: (string);
}

/**
 * One GPU as its owner reports it.
 */
export interface GpuSpec__Output {
  'model': (string);
  'memoryMb': (string);
  'uuid': (string);
  'driverVersion': (string);
  'cudaVersion': (string);
  'utilizationPercent': (number);
  'memoryUtilizationPercent': (number);
  'temperatureCelsius': (number);
  'powerWatts': (number);
  'coreClockMhz': (number);
  'memoryClockMhz': (number);
  'computeCapability': (string);
}
