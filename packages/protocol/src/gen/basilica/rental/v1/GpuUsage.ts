// Original file: proto/basilca/rental/v1/rental.proto

import type { Long } from '@grpc/proto-loader';

export interface GpuUsage {
  'gpuIndex'?: (number);
  'utilizationPercent'?: (number | string);
  'memoryMb'?: (number | string | Long);
  'temperatureCelsius'?: (number | string);
}

export interface GpuUsage__Output {
  'gpuIndex': (number);
  'utilizationPercent': (number);
  'memoryMb': (string);
  'temperatureCelsius': (number);
}
