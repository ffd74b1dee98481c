// Original file: proto/basilca/common/v1/common.proto

import type { GpuSpec as _basilca_common_v1_GpuSpec, GpuSpec__Output as _basilca_common_v1_GpuSpec__Output } from '../../../basilca/common/v1/GpuSpec.js';
import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';

export interface GpuAttestation {
  'attestationData'?: (Buffer | Uint8Array | string);
  'signature'?: (Buffer | Uint8Array | string);
  'certificateChain'?: (Buffer | Uint8Array | string)[];
  'gpuSpec'?: (_basilca_common_v1_GpuSpec | null);
  'timestamp'?: (_basilca_common_v1_Timestamp | null);
  'attestationType'?: (string);
  'metadata'?: ({[key: string]: string});
}

export interface GpuAttestation__Output {
  'attestationData': (Buffer);
  'signature': (Buffer);
  'certificateChain': (Buffer)[];
  'gpuSpec': (_basilca_common_v1_GpuSpec__Output | null);
  'timestamp': (_basilca_common_v1_Timestamp__Output | null);
  'attestationType': (string);
  'metadata': ({[key: string]: string});
}
