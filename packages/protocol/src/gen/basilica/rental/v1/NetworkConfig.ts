// Original file: proto/basilca/rental/v1/rental.proto


export interface NetworkConfig {
  'mode'?: (string);
  'dns'?: (string)[];
  'extraHosts'?: ({[key: string]: string});
}

export interface NetworkConfig__Output {
  'mode': (string);
  'dns': (string)[];
  'extraHosts': ({[key: string]: string});
}
