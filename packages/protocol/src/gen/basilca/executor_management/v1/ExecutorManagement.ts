// Original file: proto/basilca/executor_management/v1/executor_management.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { HealthCheckRequest as _basilca_executor_management_v1_HealthCheckRequest, HealthCheckRequest__Output as _basilca_executor_management_v1_HealthCheckRequest__Output } from '../../../basilca/executor_management/v1/HealthCheckRequest.js';
import type { HealthCheckResponse as _basilca_executor_management_v1_HealthCheckResponse, HealthCheckResponse__Output as _basilca_executor_management_v1_HealthCheckResponse__Output } from '../../../basilca/executor_management/v1/HealthCheckResponse.js';
import type { SSHKeyUpdate as _basilca_executor_management_v1_SSHKeyUpdate, SSHKeyUpdate__Output as _basilca_executor_management_v1_SSHKeyUpdate__Output } from '../../../basilca/executor_management/v1/SSHKeyUpdate.js';
import type { SSHKeyUpdateResponse as _basilca_executor_management_v1_SSHKeyUpdateResponse, SSHKeyUpdateResponse__Output as _basilca_executor_management_v1_SSHKeyUpdateResponse__Output } from '../../../basilca/executor_management/v1/SSHKeyUpdateResponse.js';
import type { StatusRequest as _basilca_executor_management_v1_StatusRequest, StatusRequest__Output as _basilca_executor_management_v1_StatusRequest__Output } from '../../../basilca/executor_management/v1/StatusRequest.js';
import type { StatusResponse as _basilca_executor_management_v1_StatusResponse, StatusResponse__Output as _basilca_executor_management_v1_StatusResponse__Output } from '../../../basilca/executor_management/v1/StatusResponse.js';

/**
 * Second control interface of the reference executor. Its miners never call it.
 */
export interface ExecutorManagementClient extends grpc.Client {
  /**
   * Reports machine and load.
   */
  GetStatus(argument: _basilca_executor_management_v1_StatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _basilca_executor_management_v1_StatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_management_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _basilca_executor_management_v1_StatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _basilca_executor_management_v1_StatusRequest, callback: grpc.requestCallback<_basilca_executor_management_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reports machine and load.
   */
  getStatus(argument: _basilca_executor_management_v1_StatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _basilca_executor_management_v1_StatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_management_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _basilca_executor_management_v1_StatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _basilca_executor_management_v1_StatusRequest, callback: grpc.requestCallback<_basilca_executor_management_v1_StatusResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says how the executor is.
   */
  HealthCheck(argument: _basilca_executor_management_v1_HealthCheckRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  HealthCheck(argument: _basilca_executor_management_v1_HealthCheckRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_management_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  HealthCheck(argument: _basilca_executor_management_v1_HealthCheckRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  HealthCheck(argument: _basilca_executor_management_v1_HealthCheckRequest, callback: grpc.requestCallback<_basilca_executor_management_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says how the executor is.
   */
  healthCheck(argument: _basilca_executor_management_v1_HealthCheckRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  healthCheck(argument: _basilca_executor_management_v1_HealthCheckRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_management_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  healthCheck(argument: _basilca_executor_management_v1_HealthCheckRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  healthCheck(argument: _basilca_executor_management_v1_HealthCheckRequest, callback: grpc.requestCallback<_basilca_executor_management_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Adds, removes or lists SSH keys.
   */
  UpdateSSHKeys(argument: _basilca_executor_management_v1_SSHKeyUpdate, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_SSHKeyUpdateResponse__Output>): grpc.ClientUnaryCall;
  UpdateSSHKeys(argument: _basilca_executor_management_v1_SSHKeyUpdate, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_management_v1_SSHKeyUpdateResponse__Output>): grpc.ClientUnaryCall;
  UpdateSSHKeys(argument: _basilca_executor_management_v1_SSHKeyUpdate, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_SSHKeyUpdateResponse__Output>): grpc.ClientUnaryCall;
  UpdateSSHKeys(argument: _basilca_executor_management_v1_SSHKeyUpdate, callback: grpc.requestCallback<_basilca_executor_management_v1_SSHKeyUpdateResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Adds, removes or lists SSH keys.
   */
  updateSshKeys(argument: _basilca_executor_management_v1_SSHKeyUpdate, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_SSHKeyUpdateResponse__Output>): grpc.ClientUnaryCall;
  updateSshKeys(argument: _basilca_executor_management_v1_SSHKeyUpdate, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_management_v1_SSHKeyUpdateResponse__Output>): grpc.ClientUnaryCall;
  updateSshKeys(argument: _basilca_executor_management_v1_SSHKeyUpdate, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_management_v1_SSHKeyUpdateResponse__Output>): grpc.ClientUnaryCall;
  updateSshKeys(argument: _basilca_executor_management_v1_SSHKeyUpdate, callback: grpc.requestCallback<_basilca_executor_management_v1_SSHKeyUpdateResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Second control interface of the reference executor. Its miners never call it.
 */
export interface ExecutorManagementHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Reports machine and load.
   */
  GetStatus: grpc.handleUnaryCall<_basilca_executor_management_v1_StatusRequest__Output, _basilca_executor_management_v1_StatusResponse>;
  
  /**
   * Says how the executor is.
   */
  HealthCheck: grpc.handleUnaryCall<_basilca_executor_management_v1_HealthCheckRequest__Output, _basilca_executor_management_v1_HealthCheckResponse>;
  
  /**
   * Adds, removes or lists SSH keys.
   */
  UpdateSSHKeys: grpc.handleUnaryCall<_basilca_executor_management_v1_SSHKeyUpdate__Output, _basilca_executor_management_v1_SSHKeyUpdateResponse>;
  
}

export interface ExecutorManagementDefinition extends grpc.ServiceDefinition {
  GetStatus: MethodDefinition<_basilca_executor_management_v1_StatusRequest, _basilca_executor_management_v1_StatusResponse, _basilca_executor_management_v1_StatusRequest__Output, _basilca_executor_management_v1_StatusResponse__Output>
  HealthCheck: MethodDefinition<_basilca_executor_management_v1_HealthCheckRequest, _basilca_executor_management_v1_HealthCheckResponse, _basilca_executor_management_v1_HealthCheckRequest__Output, _basilca_executor_management_v1_HealthCheckResponse__Output>
  UpdateSSHKeys: MethodDefinition<_basilca_executor_management_v1_SSHKeyUpdate, _basilca_executor_management_v1_SSHKeyUpdateResponse, _basilca_executor_management_v1_SSHKeyUpdate__Output, _basilca_executor_management_v1_SSHKeyUpdateResponse__Output>
}
