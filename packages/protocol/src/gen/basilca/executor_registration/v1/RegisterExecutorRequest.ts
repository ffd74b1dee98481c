// Original file: proto/basilca/executor_registration/v1/executor_registration.proto

import type { GpuAttestation as _basilca_common_v1_GpuAttestation, GpuAttestation__Output as _basilca_common_v1_GpuAttestation__Output } from '../../../basilca/common/v1/GpuAttestation.js';
import type { SystemProfile as _basilca_common_v1_SystemProfile, SystemProfile__Output as _basilca_common_v1_SystemProfile__Output } from '../../../basilca/common/v1/SystemProfile.js';

export interface RegisterExecutorRequest {
  'executorId'?: (string);
  'grpcAddress'?: (string);
  'gpuAttestation'?: (_basilca_common_v1_GpuAttestation | null);
  'systemProfile'?: (_basilca_common_v1_SystemProfile | null);
  'version'?: (string);
  'minerHotkey'?: (string);
  'signature'?: (string);
  'nonce'?: (string);
  'metadata'?: ({[key: string]: string});
}

export interface RegisterExecutorRequest__Output {
  'executorId': (string);
  'grpcAddress': (string);
  'gpuAttestation': (_basilca_common_v1_GpuAttestation__Output | null);
  'systemProfile': (_basilca_common_v1_SystemProfile__Output | null);
  'version': (string);
  'minerHotkey': (string);
  'signature': (string);
  'nonce': (string);
  'metadata': ({[key: string]: string});
}
