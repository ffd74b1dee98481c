// Original file: proto/headframe/fleet/v1/fleet.proto


export interface EnrolRequest {
  'installationId'?: (string);
  /**
   * Name that the operator gave the executor.
   */
  'alias'?: (string);
  /**
   * host:port of the executor's gRPC server.
   */
  'grpcAddress'?: (string);
  /**
   * Version of the executor program.
   */
  'version'?: (string);
}

export interface EnrolRequest__Output {
  'installationId': (string);
  /**
   * Name that the operator gave the executor.
   */
  'alias': (string);
  /**
   * host:port of the executor's gRPC server.
   */
  'grpcAddress': (string);
  /**
   * Version of the executor program.
   */
  'version': (string);
}
