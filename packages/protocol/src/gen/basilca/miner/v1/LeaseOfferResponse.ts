// Original file: proto/basilca/miner/v1/miner_discovery.proto

import type { ExecutorConnectionDetails as _basilca_miner_v1_ExecutorConnectionDetails, ExecutorConnectionDetails__Output as _basilca_miner_v1_ExecutorConnectionDetails__Output } from '../../../basilca/miner/v1/ExecutorConnectionDetails.js';
import type { ErrorInfo as _basilca_common_v1_ErrorInfo, ErrorInfo__Output as _basilca_common_v1_ErrorInfo__Output } from '../../../basilca/common/v1/ErrorInfo.js';

export interface LeaseOfferResponse {
  'availableExecutors'?: (_basilca_miner_v1_ExecutorConnectionDetails)[];
  'error'?: (_basilca_common_v1_ErrorInfo | null);
}

export interface LeaseOfferResponse__Output {
  'availableExecutors': (_basilca_miner_v1_ExecutorConnectionDetails__Output)[];
  'error': (_basilca_common_v1_ErrorInfo__Output | null);
}
