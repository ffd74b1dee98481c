// Original file: proto/basilca/executor/v1/executor_control.proto

import type { ContainerStatus as _basilca_common_v1_ContainerStatus, ContainerStatus__Output as _basilca_common_v1_ContainerStatus__Output } from '../../../basilca/common/v1/ContainerStatus.js';
import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface ContainerOpResponse {
  'success'?: (boolean);
  'containerId'?: (string);
  'status'?: (_basilca_common_v1_ContainerStatus | null);
  'details'?: (string);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface ContainerOpResponse__Output {
  'success': (boolean);
  'containerId': (string);
  'status': (_basilca_common_v1_ContainerStatus__Output | null);
  'details': (string);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
