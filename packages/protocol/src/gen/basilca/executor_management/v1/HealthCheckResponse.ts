// Original file: proto/basilca/executor_management/v1/executor_management.proto

import type { Long } from '@grpc/proto-loader';

export interface HealthCheckResponse {
  'status'?: (string);
  'resourceStatus'?: ({[key: string]: string});
  'dockerStatus'?: (string);
  'uptimeSeconds'?: (number | string | Long);
  'containerCount'?: (number);
  'activeChallenges'?: (number);
}

export interface HealthCheckResponse__Output {
  'status': (string);
  'resourceStatus': ({[key: string]: string});
  'dockerStatus': (string);
  'uptimeSeconds': (string);
  'containerCount': (number);
  'activeChallenges': (number);
}
