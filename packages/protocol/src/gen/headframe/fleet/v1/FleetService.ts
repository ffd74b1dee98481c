// Original file: proto/headframe/fleet/v1/fleet.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ListExecutorsRequest as _headframe_fleet_v1_ListExecutorsRequest, ListExecutorsRequest__Output as _headframe_fleet_v1_ListExecutorsRequest__Output } from '../../../headframe/fleet/v1/ListExecutorsRequest.js';
import type { ListExecutorsResponse as _headframe_fleet_v1_ListExecutorsResponse, ListExecutorsResponse__Output as _headframe_fleet_v1_ListExecutorsResponse__Output } from '../../../headframe/fleet/v1/ListExecutorsResponse.js';

/**
 * What a validator may ask about a miner's fleet. Served on the axon; needs a session token.
 */
export interface FleetServiceClient extends grpc.Client {
  /**
   * Every executor of the fleet that is enabled, with its health.
   */
  ListExecutors(argument: _headframe_fleet_v1_ListExecutorsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_ListExecutorsResponse__Output>): grpc.ClientUnaryCall;
  ListExecutors(argument: _headframe_fleet_v1_ListExecutorsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_fleet_v1_ListExecutorsResponse__Output>): grpc.ClientUnaryCall;
  ListExecutors(argument: _headframe_fleet_v1_ListExecutorsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_ListExecutorsResponse__Output>): grpc.ClientUnaryCall;
  ListExecutors(argument: _headframe_fleet_v1_ListExecutorsRequest, callback: grpc.requestCallback<_headframe_fleet_v1_ListExecutorsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Every executor of the fleet that is enabled, with its health.
   */
  listExecutors(argument: _headframe_fleet_v1_ListExecutorsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_ListExecutorsResponse__Output>): grpc.ClientUnaryCall;
  listExecutors(argument: _headframe_fleet_v1_ListExecutorsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_fleet_v1_ListExecutorsResponse__Output>): grpc.ClientUnaryCall;
  listExecutors(argument: _headframe_fleet_v1_ListExecutorsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_fleet_v1_ListExecutorsResponse__Output>): grpc.ClientUnaryCall;
  listExecutors(argument: _headframe_fleet_v1_ListExecutorsRequest, callback: grpc.requestCallback<_headframe_fleet_v1_ListExecutorsResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * What a validator may ask about a miner's fleet. Served on the axon; needs a session token.
 */
export interface FleetServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Every executor of the fleet that is enabled, with its health.
   */
  ListExecutors: grpc.handleUnaryCall<_headframe_fleet_v1_ListExecutorsRequest__Output, _headframe_fleet_v1_ListExecutorsResponse>;
  
}

export interface FleetServiceDefinition extends grpc.ServiceDefinition {
  ListExecutors: MethodDefinition<_headframe_fleet_v1_ListExecutorsRequest, _headframe_fleet_v1_ListExecutorsResponse, _headframe_fleet_v1_ListExecutorsRequest__Output, _headframe_fleet_v1_ListExecutorsResponse__Output>
}
