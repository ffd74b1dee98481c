// Original file: proto/basilca/common/v1/common.proto

import type { ResourceLimits as _basilca_common_v1_ResourceLimits, ResourceLimits__Output as _basilca_common_v1_ResourceLimits__Output } from '../../../basilca/common/v1/ResourceLimits.js';

export interface ContainerSpec {
  'image'?: (string);
  'environment'?: ({[key: string]: string});
  'portMappings'?: ({[key: string]: string});
  'volumeMounts'?: ({[key: string]: string});
  'resourceLimits'?: (_basilca_common_v1_ResourceLimits | null);
  'command'?: (string)[];
  'workingDirectory'?: (string);
  'user'?: (string);
  'gpuRequirements'?: (string)[];
  'networkMode'?: (string);
}

export interface ContainerSpec__Output {
  'image': (string);
  'environment': ({[key: string]: string});
  'portMappings': ({[key: string]: string});
  'volumeMounts': ({[key: string]: string});
  'resourceLimits': (_basilca_common_v1_ResourceLimits__Output | null);
  'command': (string)[];
  'workingDirectory': (string);
  'user': (string);
  'gpuRequirements': (string)[];
  'networkMode': (string);
}
