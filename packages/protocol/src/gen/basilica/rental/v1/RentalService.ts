// Original file: proto/basilca/rental/v1/rental.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ContainerStateResponse as _basilica_rental_v1_ContainerStateResponse, ContainerStateResponse__Output as _basilica_rental_v1_ContainerStateResponse__Output } from '../../../basilica/rental/v1/ContainerStateResponse.js';
import type { ContainerStateUpdate as _basilica_rental_v1_ContainerStateUpdate, ContainerStateUpdate__Output as _basilica_rental_v1_ContainerStateUpdate__Output } from '../../../basilica/rental/v1/ContainerStateUpdate.js';
import type { LogEntry as _basilica_rental_v1_LogEntry, LogEntry__Output as _basilica_rental_v1_LogEntry__Output } from '../../../basilica/rental/v1/LogEntry.js';
import type { LogStreamRequest as _basilica_rental_v1_LogStreamRequest, LogStreamRequest__Output as _basilica_rental_v1_LogStreamRequest__Output } from '../../../basilica/rental/v1/LogStreamRequest.js';
import type { RentalRequest as _basilica_rental_v1_RentalRequest, RentalRequest__Output as _basilica_rental_v1_RentalRequest__Output } from '../../../basilica/rental/v1/RentalRequest.js';
import type { RentalResponse as _basilica_rental_v1_RentalResponse, RentalResponse__Output as _basilica_rental_v1_RentalResponse__Output } from '../../../basilica/rental/v1/RentalResponse.js';
import type { RentalStatusRequest as _basilica_rental_v1_RentalStatusRequest, RentalStatusRequest__Output as _basilica_rental_v1_RentalStatusRequest__Output } from '../../../basilica/rental/v1/RentalStatusRequest.js';
import type { RentalStatusResponse as _basilica_rental_v1_RentalStatusResponse, RentalStatusResponse__Output as _basilica_rental_v1_RentalStatusResponse__Output } from '../../../basilica/rental/v1/RentalStatusResponse.js';
import type { StopRentalRequest as _basilica_rental_v1_StopRentalRequest, StopRentalRequest__Output as _basilica_rental_v1_StopRentalRequest__Output } from '../../../basilica/rental/v1/StopRentalRequest.js';
import type { StopRentalResponse as _basilica_rental_v1_StopRentalResponse, StopRentalResponse__Output as _basilica_rental_v1_StopRentalResponse__Output } from '../../../basilica/rental/v1/StopRentalResponse.js';

/**
 * S only, and the one package whose name is spelt with the second i. Served by neither miner nor executor of S: its
 * validator runs rentals over SSH.
 */
export interface RentalServiceClient extends grpc.Client {
  /**
   * Says how a rental is.
   */
  GetRentalStatus(argument: _basilica_rental_v1_RentalStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  GetRentalStatus(argument: _basilica_rental_v1_RentalStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilica_rental_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  GetRentalStatus(argument: _basilica_rental_v1_RentalStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  GetRentalStatus(argument: _basilica_rental_v1_RentalStatusRequest, callback: grpc.requestCallback<_basilica_rental_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says how a rental is.
   */
  getRentalStatus(argument: _basilica_rental_v1_RentalStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  getRentalStatus(argument: _basilica_rental_v1_RentalStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilica_rental_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  getRentalStatus(argument: _basilica_rental_v1_RentalStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  getRentalStatus(argument: _basilica_rental_v1_RentalStatusRequest, callback: grpc.requestCallback<_basilica_rental_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Starts a rental.
   */
  StartRental(argument: _basilica_rental_v1_RentalRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_RentalResponse__Output>): grpc.ClientUnaryCall;
  StartRental(argument: _basilica_rental_v1_RentalRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilica_rental_v1_RentalResponse__Output>): grpc.ClientUnaryCall;
  StartRental(argument: _basilica_rental_v1_RentalRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_RentalResponse__Output>): grpc.ClientUnaryCall;
  StartRental(argument: _basilica_rental_v1_RentalRequest, callback: grpc.requestCallback<_basilica_rental_v1_RentalResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Starts a rental.
   */
  startRental(argument: _basilica_rental_v1_RentalRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_RentalResponse__Output>): grpc.ClientUnaryCall;
  startRental(argument: _basilica_rental_v1_RentalRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilica_rental_v1_RentalResponse__Output>): grpc.ClientUnaryCall;
  startRental(argument: _basilica_rental_v1_RentalRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_RentalResponse__Output>): grpc.ClientUnaryCall;
  startRental(argument: _basilica_rental_v1_RentalRequest, callback: grpc.requestCallback<_basilica_rental_v1_RentalResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends a rental.
   */
  StopRental(argument: _basilica_rental_v1_StopRentalRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_StopRentalResponse__Output>): grpc.ClientUnaryCall;
  StopRental(argument: _basilica_rental_v1_StopRentalRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilica_rental_v1_StopRentalResponse__Output>): grpc.ClientUnaryCall;
  StopRental(argument: _basilica_rental_v1_StopRentalRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_StopRentalResponse__Output>): grpc.ClientUnaryCall;
  StopRental(argument: _basilica_rental_v1_StopRentalRequest, callback: grpc.requestCallback<_basilica_rental_v1_StopRentalResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends a rental.
   */
  stopRental(argument: _basilica_rental_v1_StopRentalRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_StopRentalResponse__Output>): grpc.ClientUnaryCall;
  stopRental(argument: _basilica_rental_v1_StopRentalRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilica_rental_v1_StopRentalResponse__Output>): grpc.ClientUnaryCall;
  stopRental(argument: _basilica_rental_v1_StopRentalRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_StopRentalResponse__Output>): grpc.ClientUnaryCall;
  stopRental(argument: _basilica_rental_v1_StopRentalRequest, callback: grpc.requestCallback<_basilica_rental_v1_StopRentalResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Follows the log of its container.
   */
  StreamLogs(argument: _basilica_rental_v1_LogStreamRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilica_rental_v1_LogEntry__Output>;
  StreamLogs(argument: _basilica_rental_v1_LogStreamRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilica_rental_v1_LogEntry__Output>;
  /**
   * Follows the log of its container.
   */
  streamLogs(argument: _basilica_rental_v1_LogStreamRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilica_rental_v1_LogEntry__Output>;
  streamLogs(argument: _basilica_rental_v1_LogStreamRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilica_rental_v1_LogEntry__Output>;
  
  /**
   * Tells the miner that the container changed.
   */
  UpdateContainerState(argument: _basilica_rental_v1_ContainerStateUpdate, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_ContainerStateResponse__Output>): grpc.ClientUnaryCall;
  UpdateContainerState(argument: _basilica_rental_v1_ContainerStateUpdate, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilica_rental_v1_ContainerStateResponse__Output>): grpc.ClientUnaryCall;
  UpdateContainerState(argument: _basilica_rental_v1_ContainerStateUpdate, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_ContainerStateResponse__Output>): grpc.ClientUnaryCall;
  UpdateContainerState(argument: _basilica_rental_v1_ContainerStateUpdate, callback: grpc.requestCallback<_basilica_rental_v1_ContainerStateResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Tells the miner that the container changed.
   */
  updateContainerState(argument: _basilica_rental_v1_ContainerStateUpdate, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_ContainerStateResponse__Output>): grpc.ClientUnaryCall;
  updateContainerState(argument: _basilica_rental_v1_ContainerStateUpdate, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilica_rental_v1_ContainerStateResponse__Output>): grpc.ClientUnaryCall;
  updateContainerState(argument: _basilica_rental_v1_ContainerStateUpdate, options: grpc.CallOptions, callback: grpc.requestCallback<_basilica_rental_v1_ContainerStateResponse__Output>): grpc.ClientUnaryCall;
  updateContainerState(argument: _basilica_rental_v1_ContainerStateUpdate, callback: grpc.requestCallback<_basilica_rental_v1_ContainerStateResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * S only, and the one package whose name is spelt with the second i. Served by neither miner nor executor of S: its
 * validator runs rentals over SSH.
 */
export interface RentalServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Says how a rental is.
   */
  GetRentalStatus: grpc.handleUnaryCall<_basilica_rental_v1_RentalStatusRequest__Output, _basilica_rental_v1_RentalStatusResponse>;
  
  /**
   * Starts a rental.
   */
  StartRental: grpc.handleUnaryCall<_basilica_rental_v1_RentalRequest__Output, _basilica_rental_v1_RentalResponse>;
  
  /**
   * Ends a rental.
   */
  StopRental: grpc.handleUnaryCall<_basilica_rental_v1_StopRentalRequest__Output, _basilica_rental_v1_StopRentalResponse>;
  
  /**
   * Follows the log of its container.
   */
  StreamLogs: grpc.handleServerStreamingCall<_basilica_rental_v1_LogStreamRequest__Output, _basilica_rental_v1_LogEntry>;
  
  /**
   * Tells the miner that the container changed.
   */
  UpdateContainerState: grpc.handleUnaryCall<_basilica_rental_v1_ContainerStateUpdate__Output, _basilica_rental_v1_ContainerStateResponse>;
  
}

export interface RentalServiceDefinition extends grpc.ServiceDefinition {
  GetRentalStatus: MethodDefinition<_basilica_rental_v1_RentalStatusRequest, _basilica_rental_v1_RentalStatusResponse, _basilica_rental_v1_RentalStatusRequest__Output, _basilica_rental_v1_RentalStatusResponse__Output>
  StartRental: MethodDefinition<_basilica_rental_v1_RentalRequest, _basilica_rental_v1_RentalResponse, _basilica_rental_v1_RentalRequest__Output, _basilica_rental_v1_RentalResponse__Output>
  StopRental: MethodDefinition<_basilica_rental_v1_StopRentalRequest, _basilica_rental_v1_StopRentalResponse, _basilica_rental_v1_StopRentalRequest__Output, _basilica_rental_v1_StopRentalResponse__Output>
  StreamLogs: MethodDefinition<_basilica_rental_v1_LogStreamRequest, _basilica_rental_v1_LogEntry, _basilica_rental_v1_LogStreamRequest__Output, _basilica_rental_v1_LogEntry__Output>
  UpdateContainerState: MethodDefinition<_basilica_rental_v1_ContainerStateUpdate, _basilica_rental_v1_ContainerStateResponse, _basilica_rental_v1_ContainerStateUpdate__Output, _basilica_rental_v1_ContainerStateResponse__Output>
}
