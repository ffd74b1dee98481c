// Original file: proto/basilca/rental/v1/rental.proto


export interface PortMapping {
  'containerPort'?: (number);
  'hostPort'?: (number);
  'protocol'?: (string);
}

export interface PortMapping__Output {
  'containerPort': (number);
  'hostPort': (number);
  'protocol': (string);
}
