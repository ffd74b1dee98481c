// Original file: proto/basilca/validator/v1/validator_api.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ListCapacityRequest as _basilca_validator_v1_ListCapacityRequest, ListCapacityRequest__Output as _basilca_validator_v1_ListCapacityRequest__Output } from '../../../basilca/validator/v1/ListCapacityRequest.js';
import type { ListCapacityResponse as _basilca_validator_v1_ListCapacityResponse, ListCapacityResponse__Output as _basilca_validator_v1_ListCapacityResponse__Output } from '../../../basilca/validator/v1/ListCapacityResponse.js';
import type { LogEntry as _basilca_common_v1_LogEntry, LogEntry__Output as _basilca_common_v1_LogEntry__Output } from '../../../basilca/common/v1/LogEntry.js';
import type { RentCapacityRequest as _basilca_validator_v1_RentCapacityRequest, RentCapacityRequest__Output as _basilca_validator_v1_RentCapacityRequest__Output } from '../../../basilca/validator/v1/RentCapacityRequest.js';
import type { RentCapacityResponse as _basilca_validator_v1_RentCapacityResponse, RentCapacityResponse__Output as _basilca_validator_v1_RentCapacityResponse__Output } from '../../../basilca/validator/v1/RentCapacityResponse.js';
import type { RentalLogRequest as _basilca_validator_v1_RentalLogRequest, RentalLogRequest__Output as _basilca_validator_v1_RentalLogRequest__Output } from '../../../basilca/validator/v1/RentalLogRequest.js';
import type { RentalStatusRequest as _basilca_validator_v1_RentalStatusRequest, RentalStatusRequest__Output as _basilca_validator_v1_RentalStatusRequest__Output } from '../../../basilca/validator/v1/RentalStatusRequest.js';
import type { RentalStatusResponse as _basilca_validator_v1_RentalStatusResponse, RentalStatusResponse__Output as _basilca_validator_v1_RentalStatusResponse__Output } from '../../../basilca/validator/v1/RentalStatusResponse.js';
import type { TerminateRentalRequest as _basilca_validator_v1_TerminateRentalRequest, TerminateRentalRequest__Output as _basilca_validator_v1_TerminateRentalRequest__Output } from '../../../basilca/validator/v1/TerminateRentalRequest.js';
import type { TerminateRentalResponse as _basilca_validator_v1_TerminateRentalResponse, TerminateRentalResponse__Output as _basilca_validator_v1_TerminateRentalResponse__Output } from '../../../basilca/validator/v1/TerminateRentalResponse.js';

/**
 * The validator's market interface. Declared by the reference system, which serves it over REST only.
 */
export interface ValidatorExternalApiClient extends grpc.Client {
  /**
   * Says how a rental is.
   */
  GetRentalStatus(argument: _basilca_validator_v1_RentalStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  GetRentalStatus(argument: _basilca_validator_v1_RentalStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_validator_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  GetRentalStatus(argument: _basilca_validator_v1_RentalStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  GetRentalStatus(argument: _basilca_validator_v1_RentalStatusRequest, callback: grpc.requestCallback<_basilca_validator_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says how a rental is.
   */
  getRentalStatus(argument: _basilca_validator_v1_RentalStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  getRentalStatus(argument: _basilca_validator_v1_RentalStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_validator_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  getRentalStatus(argument: _basilca_validator_v1_RentalStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  getRentalStatus(argument: _basilca_validator_v1_RentalStatusRequest, callback: grpc.requestCallback<_basilca_validator_v1_RentalStatusResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists what can be rented.
   */
  ListAvailableCapacity(argument: _basilca_validator_v1_ListCapacityRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_ListCapacityResponse__Output>): grpc.ClientUnaryCall;
  ListAvailableCapacity(argument: _basilca_validator_v1_ListCapacityRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_validator_v1_ListCapacityResponse__Output>): grpc.ClientUnaryCall;
  ListAvailableCapacity(argument: _basilca_validator_v1_ListCapacityRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_ListCapacityResponse__Output>): grpc.ClientUnaryCall;
  ListAvailableCapacity(argument: _basilca_validator_v1_ListCapacityRequest, callback: grpc.requestCallback<_basilca_validator_v1_ListCapacityResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists what can be rented.
   */
  listAvailableCapacity(argument: _basilca_validator_v1_ListCapacityRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_ListCapacityResponse__Output>): grpc.ClientUnaryCall;
  listAvailableCapacity(argument: _basilca_validator_v1_ListCapacityRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_validator_v1_ListCapacityResponse__Output>): grpc.ClientUnaryCall;
  listAvailableCapacity(argument: _basilca_validator_v1_ListCapacityRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_ListCapacityResponse__Output>): grpc.ClientUnaryCall;
  listAvailableCapacity(argument: _basilca_validator_v1_ListCapacityRequest, callback: grpc.requestCallback<_basilca_validator_v1_ListCapacityResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Rents one offer.
   */
  RentCapacity(argument: _basilca_validator_v1_RentCapacityRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_RentCapacityResponse__Output>): grpc.ClientUnaryCall;
  RentCapacity(argument: _basilca_validator_v1_RentCapacityRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_validator_v1_RentCapacityResponse__Output>): grpc.ClientUnaryCall;
  RentCapacity(argument: _basilca_validator_v1_RentCapacityRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_RentCapacityResponse__Output>): grpc.ClientUnaryCall;
  RentCapacity(argument: _basilca_validator_v1_RentCapacityRequest, callback: grpc.requestCallback<_basilca_validator_v1_RentCapacityResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Rents one offer.
   */
  rentCapacity(argument: _basilca_validator_v1_RentCapacityRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_RentCapacityResponse__Output>): grpc.ClientUnaryCall;
  rentCapacity(argument: _basilca_validator_v1_RentCapacityRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_validator_v1_RentCapacityResponse__Output>): grpc.ClientUnaryCall;
  rentCapacity(argument: _basilca_validator_v1_RentCapacityRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_RentCapacityResponse__Output>): grpc.ClientUnaryCall;
  rentCapacity(argument: _basilca_validator_v1_RentCapacityRequest, callback: grpc.requestCallback<_basilca_validator_v1_RentCapacityResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Follows its log.
   */
  StreamRentalLogs(argument: _basilca_validator_v1_RentalLogRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilca_common_v1_LogEntry__Output>;
  StreamRentalLogs(argument: _basilca_validator_v1_RentalLogRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilca_common_v1_LogEntry__Output>;
  /**
   * Follows its log.
   */
  streamRentalLogs(argument: _basilca_validator_v1_RentalLogRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilca_common_v1_LogEntry__Output>;
  streamRentalLogs(argument: _basilca_validator_v1_RentalLogRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilca_common_v1_LogEntry__Output>;
  
  /**
   * Ends a rental.
   */
  TerminateRental(argument: _basilca_validator_v1_TerminateRentalRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_TerminateRentalResponse__Output>): grpc.ClientUnaryCall;
  TerminateRental(argument: _basilca_validator_v1_TerminateRentalRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_validator_v1_TerminateRentalResponse__Output>): grpc.ClientUnaryCall;
  TerminateRental(argument: _basilca_validator_v1_TerminateRentalRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_TerminateRentalResponse__Output>): grpc.ClientUnaryCall;
  TerminateRental(argument: _basilca_validator_v1_TerminateRentalRequest, callback: grpc.requestCallback<_basilca_validator_v1_TerminateRentalResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends a rental.
   */
  terminateRental(argument: _basilca_validator_v1_TerminateRentalRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_TerminateRentalResponse__Output>): grpc.ClientUnaryCall;
  terminateRental(argument: _basilca_validator_v1_TerminateRentalRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_validator_v1_TerminateRentalResponse__Output>): grpc.ClientUnaryCall;
  terminateRental(argument: _basilca_validator_v1_TerminateRentalRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_validator_v1_TerminateRentalResponse__Output>): grpc.ClientUnaryCall;
  terminateRental(argument: _basilca_validator_v1_TerminateRentalRequest, callback: grpc.requestCallback<_basilca_validator_v1_TerminateRentalResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The validator's market interface. Declared by the reference system, which serves it over REST only.
 */
export interface ValidatorExternalApiHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Says how a rental is.
   */
  GetRentalStatus: grpc.handleUnaryCall<_basilca_validator_v1_RentalStatusRequest__Output, _basilca_validator_v1_RentalStatusResponse>;
  
  /**
   * Lists what can be rented.
   */
  ListAvailableCapacity: grpc.handleUnaryCall<_basilca_validator_v1_ListCapacityRequest__Output, _basilca_validator_v1_ListCapacityResponse>;
  
  /**
   * Rents one offer.
   */
  RentCapacity: grpc.handleUnaryCall<_basilca_validator_v1_RentCapacityRequest__Output, _basilca_validator_v1_RentCapacityResponse>;
  
  /**
   * Follows its log.
   */
  StreamRentalLogs: grpc.handleServerStreamingCall<_basilca_validator_v1_RentalLogRequest__Output, _basilca_common_v1_LogEntry>;
  
  /**
   * Ends a rental.
   */
  TerminateRental: grpc.handleUnaryCall<_basilca_validator_v1_TerminateRentalRequest__Output, _basilca_validator_v1_TerminateRentalResponse>;
  
}

export interface ValidatorExternalApiDefinition extends grpc.ServiceDefinition {
  GetRentalStatus: MethodDefinition<_basilca_validator_v1_RentalStatusRequest, _basilca_validator_v1_RentalStatusResponse, _basilca_validator_v1_RentalStatusRequest__Output, _basilca_validator_v1_RentalStatusResponse__Output>
  ListAvailableCapacity: MethodDefinition<_basilca_validator_v1_ListCapacityRequest, _basilca_validator_v1_ListCapacityResponse, _basilca_validator_v1_ListCapacityRequest__Output, _basilca_validator_v1_ListCapacityResponse__Output>
  RentCapacity: MethodDefinition<_basilca_validator_v1_RentCapacityRequest, _basilca_validator_v1_RentCapacityResponse, _basilca_validator_v1_RentCapacityRequest__Output, _basilca_validator_v1_RentCapacityResponse__Output>
  StreamRentalLogs: MethodDefinition<_basilca_validator_v1_RentalLogRequest, _basilca_common_v1_LogEntry, _basilca_validator_v1_RentalLogRequest__Output, _basilca_common_v1_LogEntry__Output>
  TerminateRental: MethodDefinition<_basilca_validator_v1_TerminateRentalRequest, _basilca_validator_v1_TerminateRentalResponse, _basilca_validator_v1_TerminateRentalRequest__Output, _basilca_validator_v1_TerminateRentalResponse__Output>
}
