// Original file: proto/basilca/rental/v1/rental.proto

import type { PortMapping as _basilica_rental_v1_PortMapping, PortMapping__Output as _basilica_rental_v1_PortMapping__Output } from '../../../basilica/rental/v1/PortMapping.js';

export interface ContainerInfo {
  'containerId'?: (string);
  'containerName'?: (string);
  'mappedPorts'?: (_basilica_rental_v1_PortMapping)[];
  'status'?: (string);
  'labels'?: ({[key: string]: string});
}

export interface ContainerInfo__Output {
  'containerId': (string);
  'containerName': (string);
  'mappedPorts': (_basilica_rental_v1_PortMapping__Output)[];
  'status': (string);
  'labels': ({[key: string]: string});
}
