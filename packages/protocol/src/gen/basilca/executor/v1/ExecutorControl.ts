// Original file: proto/basilca/executor/v1/executor_control.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { BenchmarkRequest as _basilca_executor_v1_BenchmarkRequest, BenchmarkRequest__Output as _basilca_executor_v1_BenchmarkRequest__Output } from '../../../basilca/executor/v1/BenchmarkRequest.js';
import type { BenchmarkResponse as _basilca_executor_v1_BenchmarkResponse, BenchmarkResponse__Output as _basilca_executor_v1_BenchmarkResponse__Output } from '../../../basilca/executor/v1/BenchmarkResponse.js';
import type { ContainerOpRequest as _basilca_executor_v1_ContainerOpRequest, ContainerOpRequest__Output as _basilca_executor_v1_ContainerOpRequest__Output } from '../../../basilca/executor/v1/ContainerOpRequest.js';
import type { ContainerOpResponse as _basilca_executor_v1_ContainerOpResponse, ContainerOpResponse__Output as _basilca_executor_v1_ContainerOpResponse__Output } from '../../../basilca/executor/v1/ContainerOpResponse.js';
import type { HealthCheckRequest as _basilca_executor_v1_HealthCheckRequest, HealthCheckRequest__Output as _basilca_executor_v1_HealthCheckRequest__Output } from '../../../basilca/executor/v1/HealthCheckRequest.js';
import type { HealthCheckResponse as _basilca_executor_v1_HealthCheckResponse, HealthCheckResponse__Output as _basilca_executor_v1_HealthCheckResponse__Output } from '../../../basilca/executor/v1/HealthCheckResponse.js';
import type { LogEntry as _basilca_common_v1_LogEntry, LogEntry__Output as _basilca_common_v1_LogEntry__Output } from '../../../basilca/common/v1/LogEntry.js';
import type { LogSubscriptionRequest as _basilca_executor_v1_LogSubscriptionRequest, LogSubscriptionRequest__Output as _basilca_executor_v1_LogSubscriptionRequest__Output } from '../../../basilca/executor/v1/LogSubscriptionRequest.js';
import type { ProvisionAccessRequest as _basilca_executor_v1_ProvisionAccessRequest, ProvisionAccessRequest__Output as _basilca_executor_v1_ProvisionAccessRequest__Output } from '../../../basilca/executor/v1/ProvisionAccessRequest.js';
import type { ProvisionAccessResponse as _basilca_executor_v1_ProvisionAccessResponse, ProvisionAccessResponse__Output as _basilca_executor_v1_ProvisionAccessResponse__Output } from '../../../basilca/executor/v1/ProvisionAccessResponse.js';
import type { SystemProfileRequest as _basilca_executor_v1_SystemProfileRequest, SystemProfileRequest__Output as _basilca_executor_v1_SystemProfileRequest__Output } from '../../../basilca/executor/v1/SystemProfileRequest.js';
import type { SystemProfileResponse as _basilca_executor_v1_SystemProfileResponse, SystemProfileResponse__Output as _basilca_executor_v1_SystemProfileResponse__Output } from '../../../basilca/executor/v1/SystemProfileResponse.js';

/**
 * What a miner of the reference system asks of its executor.
 */
export interface ExecutorControlClient extends grpc.Client {
  /**
   * Reports a score for one kind of resource.
   */
  ExecuteBenchmark(argument: _basilca_executor_v1_BenchmarkRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_BenchmarkResponse__Output>): grpc.ClientUnaryCall;
  ExecuteBenchmark(argument: _basilca_executor_v1_BenchmarkRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_v1_BenchmarkResponse__Output>): grpc.ClientUnaryCall;
  ExecuteBenchmark(argument: _basilca_executor_v1_BenchmarkRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_BenchmarkResponse__Output>): grpc.ClientUnaryCall;
  ExecuteBenchmark(argument: _basilca_executor_v1_BenchmarkRequest, callback: grpc.requestCallback<_basilca_executor_v1_BenchmarkResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reports a score for one kind of resource.
   */
  executeBenchmark(argument: _basilca_executor_v1_BenchmarkRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_BenchmarkResponse__Output>): grpc.ClientUnaryCall;
  executeBenchmark(argument: _basilca_executor_v1_BenchmarkRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_v1_BenchmarkResponse__Output>): grpc.ClientUnaryCall;
  executeBenchmark(argument: _basilca_executor_v1_BenchmarkRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_BenchmarkResponse__Output>): grpc.ClientUnaryCall;
  executeBenchmark(argument: _basilca_executor_v1_BenchmarkRequest, callback: grpc.requestCallback<_basilca_executor_v1_BenchmarkResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reports the machine, encrypted with a key that follows from its GPU list.
   */
  ExecuteSystemProfile(argument: _basilca_executor_v1_SystemProfileRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_SystemProfileResponse__Output>): grpc.ClientUnaryCall;
  ExecuteSystemProfile(argument: _basilca_executor_v1_SystemProfileRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_v1_SystemProfileResponse__Output>): grpc.ClientUnaryCall;
  ExecuteSystemProfile(argument: _basilca_executor_v1_SystemProfileRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_SystemProfileResponse__Output>): grpc.ClientUnaryCall;
  ExecuteSystemProfile(argument: _basilca_executor_v1_SystemProfileRequest, callback: grpc.requestCallback<_basilca_executor_v1_SystemProfileResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reports the machine, encrypted with a key that follows from its GPU list.
   */
  executeSystemProfile(argument: _basilca_executor_v1_SystemProfileRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_SystemProfileResponse__Output>): grpc.ClientUnaryCall;
  executeSystemProfile(argument: _basilca_executor_v1_SystemProfileRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_v1_SystemProfileResponse__Output>): grpc.ClientUnaryCall;
  executeSystemProfile(argument: _basilca_executor_v1_SystemProfileRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_SystemProfileResponse__Output>): grpc.ClientUnaryCall;
  executeSystemProfile(argument: _basilca_executor_v1_SystemProfileRequest, callback: grpc.requestCallback<_basilca_executor_v1_SystemProfileResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says how the machine is.
   */
  HealthCheck(argument: _basilca_executor_v1_HealthCheckRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  HealthCheck(argument: _basilca_executor_v1_HealthCheckRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  HealthCheck(argument: _basilca_executor_v1_HealthCheckRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  HealthCheck(argument: _basilca_executor_v1_HealthCheckRequest, callback: grpc.requestCallback<_basilca_executor_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says how the machine is.
   */
  healthCheck(argument: _basilca_executor_v1_HealthCheckRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  healthCheck(argument: _basilca_executor_v1_HealthCheckRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  healthCheck(argument: _basilca_executor_v1_HealthCheckRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  healthCheck(argument: _basilca_executor_v1_HealthCheckRequest, callback: grpc.requestCallback<_basilca_executor_v1_HealthCheckResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Creates, deletes or inspects a container.
   */
  ManageContainer(argument: _basilca_executor_v1_ContainerOpRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_ContainerOpResponse__Output>): grpc.ClientUnaryCall;
  ManageContainer(argument: _basilca_executor_v1_ContainerOpRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_v1_ContainerOpResponse__Output>): grpc.ClientUnaryCall;
  ManageContainer(argument: _basilca_executor_v1_ContainerOpRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_ContainerOpResponse__Output>): grpc.ClientUnaryCall;
  ManageContainer(argument: _basilca_executor_v1_ContainerOpRequest, callback: grpc.requestCallback<_basilca_executor_v1_ContainerOpResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Creates, deletes or inspects a container.
   */
  manageContainer(argument: _basilca_executor_v1_ContainerOpRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_ContainerOpResponse__Output>): grpc.ClientUnaryCall;
  manageContainer(argument: _basilca_executor_v1_ContainerOpRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_v1_ContainerOpResponse__Output>): grpc.ClientUnaryCall;
  manageContainer(argument: _basilca_executor_v1_ContainerOpRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_ContainerOpResponse__Output>): grpc.ClientUnaryCall;
  manageContainer(argument: _basilca_executor_v1_ContainerOpRequest, callback: grpc.requestCallback<_basilca_executor_v1_ContainerOpResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Gives a validator access to the machine.
   */
  ProvisionValidatorAccess(argument: _basilca_executor_v1_ProvisionAccessRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_ProvisionAccessResponse__Output>): grpc.ClientUnaryCall;
  ProvisionValidatorAccess(argument: _basilca_executor_v1_ProvisionAccessRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_v1_ProvisionAccessResponse__Output>): grpc.ClientUnaryCall;
  ProvisionValidatorAccess(argument: _basilca_executor_v1_ProvisionAccessRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_ProvisionAccessResponse__Output>): grpc.ClientUnaryCall;
  ProvisionValidatorAccess(argument: _basilca_executor_v1_ProvisionAccessRequest, callback: grpc.requestCallback<_basilca_executor_v1_ProvisionAccessResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Gives a validator access to the machine.
   */
  provisionValidatorAccess(argument: _basilca_executor_v1_ProvisionAccessRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_ProvisionAccessResponse__Output>): grpc.ClientUnaryCall;
  provisionValidatorAccess(argument: _basilca_executor_v1_ProvisionAccessRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_executor_v1_ProvisionAccessResponse__Output>): grpc.ClientUnaryCall;
  provisionValidatorAccess(argument: _basilca_executor_v1_ProvisionAccessRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_executor_v1_ProvisionAccessResponse__Output>): grpc.ClientUnaryCall;
  provisionValidatorAccess(argument: _basilca_executor_v1_ProvisionAccessRequest, callback: grpc.requestCallback<_basilca_executor_v1_ProvisionAccessResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Follows the log of a container.
   */
  StreamLogs(argument: _basilca_executor_v1_LogSubscriptionRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilca_common_v1_LogEntry__Output>;
  StreamLogs(argument: _basilca_executor_v1_LogSubscriptionRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilca_common_v1_LogEntry__Output>;
  /**
   * Follows the log of a container.
   */
  streamLogs(argument: _basilca_executor_v1_LogSubscriptionRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilca_common_v1_LogEntry__Output>;
  streamLogs(argument: _basilca_executor_v1_LogSubscriptionRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_basilca_common_v1_LogEntry__Output>;
  
}

/**
 * What a miner of the reference system asks of its executor.
 */
export interface ExecutorControlHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Reports a score for one kind of resource.
   */
  ExecuteBenchmark: grpc.handleUnaryCall<_basilca_executor_v1_BenchmarkRequest__Output, _basilca_executor_v1_BenchmarkResponse>;
  
  /**
   * Reports the machine, encrypted with a key that follows from its GPU list.
   */
  ExecuteSystemProfile: grpc.handleUnaryCall<_basilca_executor_v1_SystemProfileRequest__Output, _basilca_executor_v1_SystemProfileResponse>;
  
  /**
   * Says how the machine is.
   */
  HealthCheck: grpc.handleUnaryCall<_basilca_executor_v1_HealthCheckRequest__Output, _basilca_executor_v1_HealthCheckResponse>;
  
  /**
   * Creates, deletes or inspects a container.
   */
  ManageContainer: grpc.handleUnaryCall<_basilca_executor_v1_ContainerOpRequest__Output, _basilca_executor_v1_ContainerOpResponse>;
  
  /**
   * Gives a validator access to the machine.
   */
  ProvisionValidatorAccess: grpc.handleUnaryCall<_basilca_executor_v1_ProvisionAccessRequest__Output, _basilca_executor_v1_ProvisionAccessResponse>;
  
  /**
   * Follows the log of a container.
   */
  StreamLogs: grpc.handleServerStreamingCall<_basilca_executor_v1_LogSubscriptionRequest__Output, _basilca_common_v1_LogEntry>;
  
}

export interface ExecutorControlDefinition extends grpc.ServiceDefinition {
  ExecuteBenchmark: MethodDefinition<_basilca_executor_v1_BenchmarkRequest, _basilca_executor_v1_BenchmarkResponse, _basilca_executor_v1_BenchmarkRequest__Output, _basilca_executor_v1_BenchmarkResponse__Output>
  ExecuteSystemProfile: MethodDefinition<_basilca_executor_v1_SystemProfileRequest, _basilca_executor_v1_SystemProfileResponse, _basilca_executor_v1_SystemProfileRequest__Output, _basilca_executor_v1_SystemProfileResponse__Output>
  HealthCheck: MethodDefinition<_basilca_executor_v1_HealthCheckRequest, _basilca_executor_v1_HealthCheckResponse, _basilca_executor_v1_HealthCheckRequest__Output, _basilca_executor_v1_HealthCheckResponse__Output>
  ManageContainer: MethodDefinition<_basilca_executor_v1_ContainerOpRequest, _basilca_executor_v1_ContainerOpResponse, _basilca_executor_v1_ContainerOpRequest__Output, _basilca_executor_v1_ContainerOpResponse__Output>
  ProvisionValidatorAccess: MethodDefinition<_basilca_executor_v1_ProvisionAccessRequest, _basilca_executor_v1_ProvisionAccessResponse, _basilca_executor_v1_ProvisionAccessRequest__Output, _basilca_executor_v1_ProvisionAccessResponse__Output>
  StreamLogs: MethodDefinition<_basilca_executor_v1_LogSubscriptionRequest, _basilca_common_v1_LogEntry, _basilca_executor_v1_LogSubscriptionRequest__Output, _basilca_common_v1_LogEntry__Output>
}
