// Original file: proto/basilca/executor_registration/v1/executor_registration.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { HeartbeatRequest as _basilca_executor_registration_v1_HeartbeatRequest, HeartbeatRequest__Output as _basilca_executor_registration_v1_HeartbeatRequest__Output } from '../../../basilca/executor_registration/v1/HeartbeatRequest.js';
import type { HeartbeatResponse as _basilca_executor_registration_v1_HeartbeatResponse, HeartbeatResponse__Output as _basilca_executor_registration_v1_HeartbeatResponse__Output } from '../../../basilca/executor_registration/v1/HeartbeatResponse.js';
import type { RegisterExecutorRequest as _basilca_executor_registration_v1_RegisterExecutorRequest, RegisterExecutorRequest__Output as _basilca_executor_registration_v1_RegisterExecutorRequest__Output } from '../../../basilca/executor_registration/v1/RegisterExecutorRequest.js';
import type { RegisterExecutorResponse as _basilca_executor_registration_v1_RegisterExecutorResponse, RegisterExecutorResponse__Output as _basilca_executor_registration_v1_RegisterExecutorResponse__Output } from '../../../basilca/executor_registration/v1/RegisterExecutorResponse.js';
import type { UnregisterExecutorRequest as _basilca_executor_registration_v1_UnregisterExecutorRequest, UnregisterExecutorRequest__Output as _basilca_executor_registration_v1_UnregisterExecutorRequest__Output } from '../../../basilca/executor_registration/v1/UnregisterExecutorRequest.js';
import type { UnregisterExecutorResponse as _basilca_executor_registration_v1_UnregisterExecutorResponse, UnregisterExecutorResponse__Output as _basilca_executor_registration_v1_UnregisterExecutorResponse__Output } from '../../../basilca/executor_registration/v1/UnregisterExecutorResponse.js';
import type { UpdateExecutorStatusRequest as _basilca_executor_registration_v1_UpdateExecutorStatusRequest, UpdateExecutorStatusRequest__Output as _basilca_executor_registration_v1_UpdateExecutorStatusRequest__Output } from '../../../basilca/executor_registration/v1/UpdateExecutorStatusRequest.js';
import type { UpdateExecutorStatusResponse as _basilca_executor_registration_v1_UpdateExecutorStatusResponse, UpdateExecutorStatusResponse__Output as _basilca_executor_registration_v1_UpdateExecutorStatusResponse__Output } from '../../../basilca/executor_registration/v1/UpdateExecutorStatusResponse.js';

/**
 * How an executor would announce itself. Declared by the reference system, served by none of its programs.
 */
export interface ExecutorRegistrationClient extends grpc.Client {
  /**
   * Says that it is still there.
   */
  Heartbeat(argument: _basilca_executor_registration_v1_HeartbeatRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  Heartbeat(argument: _basilca_executor_registration_v1_HeartbeatRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_registration_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  Heartbeat(argument: _basilca_executor_registration_v1_HeartbeatRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  Heartbeat(argument: _basilca_executor_registration_v1_HeartbeatRequest, callback: grpc.requestCallback<_basilca_executor_registration_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says that it is still there.
   */
  heartbeat(argument: _basilca_executor_registration_v1_HeartbeatRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  heartbeat(argument: _basilca_executor_registration_v1_HeartbeatRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_registration_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  heartbeat(argument: _basilca_executor_registration_v1_HeartbeatRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  heartbeat(argument: _basilca_executor_registration_v1_HeartbeatRequest, callback: grpc.requestCallback<_basilca_executor_registration_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Announces an executor.
   */
  RegisterExecutor(argument: _basilca_executor_registration_v1_RegisterExecutorRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_RegisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  RegisterExecutor(argument: _basilca_executor_registration_v1_RegisterExecutorRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_registration_v1_RegisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  RegisterExecutor(argument: _basilca_executor_registration_v1_RegisterExecutorRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_RegisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  RegisterExecutor(argument: _basilca_executor_registration_v1_RegisterExecutorRequest, callback: grpc.requestCallback<_basilca_executor_registration_v1_RegisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Announces an executor.
   */
  registerExecutor(argument: _basilca_executor_registration_v1_RegisterExecutorRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_RegisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  registerExecutor(argument: _basilca_executor_registration_v1_RegisterExecutorRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_registration_v1_RegisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  registerExecutor(argument: _basilca_executor_registration_v1_RegisterExecutorRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_RegisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  registerExecutor(argument: _basilca_executor_registration_v1_RegisterExecutorRequest, callback: grpc.requestCallback<_basilca_executor_registration_v1_RegisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Withdraws it.
   */
  UnregisterExecutor(argument: _basilca_executor_registration_v1_UnregisterExecutorRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_UnregisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  UnregisterExecutor(argument: _basilca_executor_registration_v1_UnregisterExecutorRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_registration_v1_UnregisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  UnregisterExecutor(argument: _basilca_executor_registration_v1_UnregisterExecutorRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_UnregisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  UnregisterExecutor(argument: _basilca_executor_registration_v1_UnregisterExecutorRequest, callback: grpc.requestCallback<_basilca_executor_registration_v1_UnregisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Withdraws it.
   */
  unregisterExecutor(argument: _basilca_executor_registration_v1_UnregisterExecutorRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_UnregisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  unregisterExecutor(argument: _basilca_executor_registration_v1_UnregisterExecutorRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_registration_v1_UnregisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  unregisterExecutor(argument: _basilca_executor_registration_v1_UnregisterExecutorRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_UnregisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  unregisterExecutor(argument: _basilca_executor_registration_v1_UnregisterExecutorRequest, callback: grpc.requestCallback<_basilca_executor_registration_v1_UnregisterExecutorResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Changes what is known about it.
   */
  UpdateExecutorStatus(argument: _basilca_executor_registration_v1_UpdateExecutorStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_UpdateExecutorStatusResponse__Output>): grpc.ClientUnaryCall;
  UpdateExecutorStatus(argument: _basilca_executor_registration_v1_UpdateExecutorStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_registration_v1_UpdateExecutorStatusResponse__Output>): grpc.ClientUnaryCall;
  UpdateExecutorStatus(argument: _basilca_executor_registration_v1_UpdateExecutorStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_UpdateExecutorStatusResponse__Output>): grpc.ClientUnaryCall;
  UpdateExecutorStatus(argument: _basilca_executor_registration_v1_UpdateExecutorStatusRequest, callback: grpc.requestCallback<_basilca_executor_registration_v1_UpdateExecutorStatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Changes what is known about it.
   */
  updateExecutorStatus(argument: _basilca_executor_registration_v1_UpdateExecutorStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_UpdateExecutorStatusResponse__Output>): grpc.ClientUnaryCall;
  updateExecutorStatus(argument: _basilca_executor_registration_v1_UpdateExecutorStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_registration_v1_UpdateExecutorStatusResponse__Output>): grpc.ClientUnaryCall;
  updateExecutorStatus(argument: _basilca_executor_registration_v1_UpdateExecutorStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_registration_v1_UpdateExecutorStatusResponse__Output>): grpc.ClientUnaryCall;
  updateExecutorStatus(argument: _basilca_executor_registration_v1_UpdateExecutorStatusRequest, callback: grpc.requestCallback<_basilca_executor_registration_v1_UpdateExecutorStatusResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * How an executor would announce itself. Declared by the reference system, served by none of its programs.
 */
export interface ExecutorRegistrationHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Says that it is still there.
   */
  Heartbeat: grpc.handleUnaryCall<_basilca_executor_registration_v1_HeartbeatRequest__Output, _basilca_executor_registration_v1_HeartbeatResponse>;
  
  /**
   * Announces an executor.
   */
  RegisterExecutor: grpc.handleUnaryCall<_basilca_executor_registration_v1_RegisterExecutorRequest__Output, _basilca_executor_registration_v1_RegisterExecutorResponse>;
  
  /**
   * Withdraws it.
   */
  UnregisterExecutor: grpc.handleUnaryCall<_basilca_executor_registration_v1_UnregisterExecutorRequest__Output, _basilca_executor_registration_v1_UnregisterExecutorResponse>;
  
  /**
   * Changes what is known about it.
   */
  UpdateExecutorStatus: grpc.handleUnaryCall<_basilca_executor_registration_v1_UpdateExecutorStatusRequest__Output, _basilca_executor_registration_v1_UpdateExecutorStatusResponse>;
  
}

export interface ExecutorRegistrationDefinition extends grpc.ServiceDefinition {
  Heartbeat: MethodDefinition<_basilca_executor_registration_v1_HeartbeatRequest, _basilca_executor_registration_v1_HeartbeatResponse, _basilca_executor_registration_v1_HeartbeatRequest__Output, _basilca_executor_registration_v1_HeartbeatResponse__Output>
  RegisterExecutor: MethodDefinition<_basilca_executor_registration_v1_RegisterExecutorRequest, _basilca_executor_registration_v1_RegisterExecutorResponse, _basilca_executor_registration_v1_RegisterExecutorRequest__Output, _basilca_executor_registration_v1_RegisterExecutorResponse__Output>
  UnregisterExecutor: MethodDefinition<_basilca_executor_registration_v1_UnregisterExecutorRequest, _basilca_executor_registration_v1_UnregisterExecutorResponse, _basilca_executor_registration_v1_UnregisterExecutorRequest__Output, _basilca_executor_registration_v1_UnregisterExecutorResponse__Output>
  UpdateExecutorStatus: MethodDefinition<_basilca_executor_registration_v1_UpdateExecutorStatusRequest, _basilca_executor_registration_v1_UpdateExecutorStatusResponse, _basilca_executor_registration_v1_UpdateExecutorStatusRequest__Output, _basilca_executor_registration_v1_UpdateExecutorStatusResponse__Output>
}
