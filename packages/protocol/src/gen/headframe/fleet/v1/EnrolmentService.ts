// Original file: proto/headframe/fleet/v1/fleet.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { EnrolRequest as _headframe_fleet_v1_EnrolRequest, EnrolRequest__Output as _headframe_fleet_v1_EnrolRequest__Output } from '../../../headframe/fleet/v1/EnrolRequest.js';
import type { EnrolResponse as _headframe_fleet_v1_EnrolResponse, EnrolResponse__Output as _headframe_fleet_v1_EnrolResponse__Output } from '../../../headframe/fleet/v1/EnrolResponse.js';
import type { HeartbeatRequest as _headframe_fleet_v1_HeartbeatRequest, HeartbeatRequest__Output as _headframe_fleet_v1_HeartbeatRequest__Output } from '../../../headframe/fleet/v1/HeartbeatRequest.js';
import type { HeartbeatResponse as _headframe_fleet_v1_HeartbeatResponse, HeartbeatResponse__Output as _headframe_fleet_v1_HeartbeatResponse__Output } from '../../../headframe/fleet/v1/HeartbeatResponse.js';

/**
 * Where executors that dial out find their miner. Served on `server.port`; needs a token made from the shared secret.
 */
export interface EnrolmentServiceClient extends grpc.Client {
  /**
   * Announces an executor and the address under which the miner reaches it.
   */
  Enrol(argument: _headframe_fleet_v1_EnrolRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_EnrolResponse__Output>): grpc.ClientUnaryCall;
  Enrol(argument: _headframe_fleet_v1_EnrolRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_fleet_v1_EnrolResponse__Output>): grpc.ClientUnaryCall;
  Enrol(argument: _headframe_fleet_v1_EnrolRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_EnrolResponse__Output>): grpc.ClientUnaryCall;
  Enrol(argument: _headframe_fleet_v1_EnrolRequest, callback: grpc.requestCallback<_headframe_fleet_v1_EnrolResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Announces an executor and the address under which the miner reaches it.
   */
  enrol(argument: _headframe_fleet_v1_EnrolRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_EnrolResponse__Output>): grpc.ClientUnaryCall;
  enrol(argument: _headframe_fleet_v1_EnrolRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_fleet_v1_EnrolResponse__Output>): grpc.ClientUnaryCall;
  enrol(argument: _headframe_fleet_v1_EnrolRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_EnrolResponse__Output>): grpc.ClientUnaryCall;
  enrol(argument: _headframe_fleet_v1_EnrolRequest, callback: grpc.requestCallback<_headframe_fleet_v1_EnrolResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says that the executor is still there. Without one for three intervals it counts as gone.
   */
  Heartbeat(argument: _headframe_fleet_v1_HeartbeatRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  Heartbeat(argument: _headframe_fleet_v1_HeartbeatRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_fleet_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  Heartbeat(argument: _headframe_fleet_v1_HeartbeatRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  Heartbeat(argument: _headframe_fleet_v1_HeartbeatRequest, callback: grpc.requestCallback<_headframe_fleet_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says that the executor is still there. Without one for three intervals it counts as gone.
   */
  heartbeat(argument: _headframe_fleet_v1_HeartbeatRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  heartbeat(argument: _headframe_fleet_v1_HeartbeatRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_fleet_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  heartbeat(argument: _headframe_fleet_v1_HeartbeatRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  heartbeat(argument: _headframe_fleet_v1_HeartbeatRequest, callback: grpc.requestCallback<_headframe_fleet_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Where executors that dial out find their miner. Served on `server.port`; needs a token made from the shared secret.
 */
export interface EnrolmentServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Announces an executor and the address under which the miner reaches it.
   */
  Enrol: grpc.handleUnaryCall<_headframe_fleet_v1_EnrolRequest__Output, _headframe_fleet_v1_EnrolResponse>;
  
  /**
   * Says that the executor is still there. Without one for three intervals it counts as gone.
   */
  Heartbeat: grpc.handleUnaryCall<_headframe_fleet_v1_HeartbeatRequest__Output, _headframe_fleet_v1_HeartbeatResponse>;
  
}

export interface EnrolmentServiceDefinition extends grpc.ServiceDefinition {
  Enrol: MethodDefinition<_headframe_fleet_v1_EnrolRequest, _headframe_fleet_v1_EnrolResponse, _headframe_fleet_v1_EnrolRequest__Output, _headframe_fleet_v1_EnrolResponse__Output>
  Heartbeat: MethodDefinition<_headframe_fleet_v1_HeartbeatRequest, _headframe_fleet_v1_HeartbeatResponse, _headframe_fleet_v1_HeartbeatRequest__Output, _headframe_fleet_v1_HeartbeatResponse__Output>
}
