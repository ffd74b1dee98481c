// Original file: proto/basilca/rental/v1/rental.proto

import type { PortMapping as _basilica_rental_v1_PortMapping, PortMapping__Output as _basilica_rental_v1_PortMapping__Output } from '../../../basilica/rental/v1/PortMapping.js';
import type { ResourceRequirements as _basilica_rental_v1_ResourceRequirements, ResourceRequirements__Output as _basilica_rental_v1_ResourceRequirements__Output } from '../../../basilica/rental/v1/ResourceRequirements.js';
import type { VolumeMount as _basilica_rental_v1_VolumeMount, VolumeMount__Output as _basilica_rental_v1_VolumeMount__Output } from '../../../basilica/rental/v1/VolumeMount.js';
import type { NetworkConfig as _basilica_rental_v1_NetworkConfig, NetworkConfig__Output as _basilica_rental_v1_NetworkConfig__Output } from '../../../basilica/rental/v1/NetworkConfig.js';

export interface ContainerSpec {
  'image'?: (string);
  'environment'?: ({[key: string]: string});
  'ports'?: (_basilica_rental_v1_PortMapping)[];
  'resources'?: (_basilica_rental_v1_ResourceRequirements | null);
  'command'?: (string)[];
  'volumes'?: (_basilica_rental_v1_VolumeMount)[];
  'labels'?: ({[key: string]: string});
  'capabilities'?: (string)[];
  'network'?: (_basilica_rental_v1_NetworkConfig | null);
}

export interface ContainerSpec__Output {
  'image': (string);
  'environment': ({[key: string]: string});
  'ports': (_basilica_rental_v1_PortMapping__Output)[];
  'resources': (_basilica_rental_v1_ResourceRequirements__Output | null);
  'command': (string)[];
  'volumes': (_basilica_rental_v1_VolumeMount__Output)[];
  'labels': ({[key: string]: string});
  'capabilities': (string)[];
  'network': (_basilica_rental_v1_NetworkConfig__Output | null);
}
