// Original file: proto/basilca/common/v1/common.proto

import type { GpuSpec as _basilca_common_v1_GpuSpec, GpuSpec__Output as _basilca_common_v1_GpuSpec__Output } from '../../../basilca/common/v1/GpuSpec.js';
import type { CpuSpec as _basilca_common_v1_CpuSpec, CpuSpec__Output as _basilca_common_v1_CpuSpec__Output } from '../../../basilca/common/v1/CpuSpec.js';
import type { MemorySpec as _basilca_common_v1_MemorySpec, MemorySpec__Output as _basilca_common_v1_MemorySpec__Output } from '../../../basilca/common/v1/MemorySpec.js';
import type { OsInfo as _basilca_common_v1_OsInfo, OsInfo__Output as _basilca_common_v1_OsInfo__Output } from '../../../basilca/common/v1/OsInfo.js';

export interface MachineInfo {
  'gpus'?: (_basilca_common_v1_GpuSpec)[];
  'cpu'?: (_basilca_common_v1_CpuSpec | null);
  'memory'?: (_basilca_common_v1_MemorySpec | null);
  'osInfo'?: (_basilca_common_v1_OsInfo | null);
  'fingerprint'?: (string);
}

export interface MachineInfo__Output {
  'gpus': (_basilca_common_v1_GpuSpec__Output)[];
  'cpu': (_basilca_common_v1_CpuSpec__Output | null);
  'memory': (_basilca_common_v1_MemorySpec__Output | null);
  'osInfo': (_basilca_common_v1_OsInfo__Output | null);
  'fingerprint': (string);
}
