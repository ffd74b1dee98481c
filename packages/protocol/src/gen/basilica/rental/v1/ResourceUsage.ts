// Original file: proto/basilca/rental/v1/rental.proto

import type { GpuUsage as _basilica_rental_v1_GpuUsage, GpuUsage__Output as _basilica_rental_v1_GpuUsage__Output } from '../../../basilica/rental/v1/GpuUsage.js';
import type { Long } from '@grpc/proto-loader';

export interface ResourceUsage {
  'cpuPercent'?: (number | string);
  'memoryMb'?: (number | string | Long);
  'diskReadBytes'?: (number | string | Long);
  'diskWriteBytes'?: (number | string | Long);
  'networkRxBytes'?: (number | string | Long);
  'networkTxBytes'?: (number | string | Long);
  'gpuUsage'?: (_basilica_rental_v1_GpuUsage)[];
}

export interface ResourceUsage__Output {
  'cpuPercent': (number);
  'memoryMb': (string);
  'diskReadBytes': (string);
  'diskWriteBytes': (string);
  'networkRxBytes': (string);
  'networkTxBytes': (string);
  'gpuUsage': (_basilica_rental_v1_GpuUsage__Output)[];
}
