// Original file: proto/basilca/common/v1/common.proto

import type { CpuSpec as _basilca_common_v1_CpuSpec, CpuSpec__Output as _basilca_common_v1_CpuSpec__Output } from '../../../basilca/common/v1/CpuSpec.js';
import type { MemorySpec as _basilca_common_v1_MemorySpec, MemorySpec__Output as _basilca_common_v1_MemorySpec__Output } from '../../../basilca/common/v1/MemorySpec.js';
import type { StorageSpec as _basilca_common_v1_StorageSpec, StorageSpec__Output as _basilca_common_v1_StorageSpec__Output } from '../../../basilca/common/v1/StorageSpec.js';
import type { NetworkPerformance as _basilca_common_v1_NetworkPerformance, NetworkPerformance__Output as _basilca_common_v1_NetworkPerformance__Output } from '../../../basilca/common/v1/NetworkPerformance.js';
import type { OsInfo as _basilca_common_v1_OsInfo, OsInfo__Output as _basilca_common_v1_OsInfo__Output } from '../../../basilca/common/v1/OsInfo.js';
import type { DockerInfo as _basilca_common_v1_DockerInfo, DockerInfo__Output as _basilca_common_v1_DockerInfo__Output } from '../../../basilca/common/v1/DockerInfo.js';
import type { GpuSpec as _basilca_common_v1_GpuSpec, GpuSpec__Output as _basilca_common_v1_GpuSpec__Output } from '../../../basilca/common/v1/GpuSpec.js';
import type { Timestamp as _basilca_common_v1_Timestamp, Timestamp__Output as _basilca_common_v1_Timestamp__Output } from '../../../basilca/common/v1/Timestamp.js';

export interface SystemProfile {
  'cpu'?: (_basilca_common_v1_CpuSpec | null);
  'memory'?: (_basilca_common_v1_MemorySpec | null);
  'storage'?: (_basilca_common_v1_StorageSpec)[];
  'network'?: (_basilca_common_v1_NetworkPerformance | null);
  'osInfo'?: (_basilca_common_v1_OsInfo | null);
  'dockerInfo'?: (_basilca_common_v1_DockerInfo | null);
  'gpus'?: (_basilca_common_v1_GpuSpec)[];
  'fingerprint'?: (string);
  'timestamp'?: (_basilca_common_v1_Timestamp | null);
}

export interface SystemProfile__Output {
  'cpu': (_basilca_common_v1_CpuSpec__Output | null);
  'memory': (_basilca_common_v1_MemorySpec__Output | null);
  'storage': (_basilca_common_v1_StorageSpec__Output)[];
  'network': (_basilca_common_v1_NetworkPerformance__Output | null);
  'osInfo': (_basilca_common_v1_OsInfo__Output | null);
  'dockerInfo': (_basilca_common_v1_DockerInfo__Output | null);
  'gpus': (_basilca_common_v1_GpuSpec__Output)[];
  'fingerprint': (string);
  'timestamp': (_basilca_common_v1_Timestamp__Output | null);
}
