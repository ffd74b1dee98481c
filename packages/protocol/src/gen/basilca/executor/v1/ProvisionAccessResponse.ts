// Original file: proto/basilca/executor/v1/executor_control.proto

import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';
import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface ProvisionAccessResponse {
  'success'?: (boolean);
  'connectionEndpoint'?: (string);
  /**
   * JSON with ssh_username, ssh_host and ssh_port.
   */
  'credentials'?: (string);
  'expiresAt'?: (_basilca_common_v1_Timestamp | null);
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface ProvisionAccessResponse__Output {
  'success': (boolean);
  'connectionEndpoint': (string);
  /**
   * JSON with ssh_username, ssh_host and ssh_port.
   */
  'credentials': (string);
  'expiresAt': (_basilca_common_v1_Timestamp__Output | null);
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
