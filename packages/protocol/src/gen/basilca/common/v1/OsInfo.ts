// Original file: proto/basilca/common/v1/common.proto

import type { Long } from '@grpc/proto-loader';

export interface OsInfo {
  'name'?: (string);
  'version'?: (string);
  'kernelVersion'?: (string);
  'distribution'?: (string);
  'architecture'?: (string);
  'hostname'?: (string);
  'uptimeSeconds'?: (number | string | Long);
}

export interface OsInfo__Output {
  'name': (string);
  'version': (string);
  'kernelVersion': (string);
  'distribution': (string);
  'architecture': (string);
  'hostname': (string);
  'uptimeSeconds': (string);
}
