// Original file: proto/headframe/executor/v1/executor.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AdoptRequest as _headframe_executor_v1_AdoptRequest, AdoptRequest__Output as _headframe_executor_v1_AdoptRequest__Output } from '../../../headframe/executor/v1/AdoptRequest.js';
import type { AdoptResponse as _headframe_executor_v1_AdoptResponse, AdoptResponse__Output as _headframe_executor_v1_AdoptResponse__Output } from '../../../headframe/executor/v1/AdoptResponse.js';
import type { GetStatusRequest as _headframe_executor_v1_GetStatusRequest, GetStatusRequest__Output as _headframe_executor_v1_GetStatusRequest__Output } from '../../../headframe/executor/v1/GetStatusRequest.js';
import type { GetStatusResponse as _headframe_executor_v1_GetStatusResponse, GetStatusResponse__Output as _headframe_executor_v1_GetStatusResponse__Output } from '../../../headframe/executor/v1/GetStatusResponse.js';
import type { InstallDelegationRequest as _headframe_executor_v1_InstallDelegationRequest, InstallDelegationRequest__Output as _headframe_executor_v1_InstallDelegationRequest__Output } from '../../../headframe/executor/v1/InstallDelegationRequest.js';
import type { InstallDelegationResponse as _headframe_executor_v1_InstallDelegationResponse, InstallDelegationResponse__Output as _headframe_executor_v1_InstallDelegationResponse__Output } from '../../../headframe/executor/v1/InstallDelegationResponse.js';

/**
 * What a miner asks of one of its executors.
 */
export interface ExecutorServiceClient extends grpc.Client {
  /**
   * Binds this executor to a miner's hotkey and to the id it has in that miner's fleet. The first adoption is stored
   * and lasts; a later one by another hotkey or with another id is refused (`executor/adopted-by-another-miner`,
   * `executor/adopted-as-another-id`).
   */
  Adopt(argument: _headframe_executor_v1_AdoptRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_AdoptResponse__Output>): grpc.ClientUnaryCall;
  Adopt(argument: _headframe_executor_v1_AdoptRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_executor_v1_AdoptResponse__Output>): grpc.ClientUnaryCall;
  Adopt(argument: _headframe_executor_v1_AdoptRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_AdoptResponse__Output>): grpc.ClientUnaryCall;
  Adopt(argument: _headframe_executor_v1_AdoptRequest, callback: grpc.requestCallback<_headframe_executor_v1_AdoptResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Binds this executor to a miner's hotkey and to the id it has in that miner's fleet. The first adoption is stored
   * and lasts; a later one by another hotkey or with another id is refused (`executor/adopted-by-another-miner`,
   * `executor/adopted-as-another-id`).
   */
  adopt(argument: _headframe_executor_v1_AdoptRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_AdoptResponse__Output>): grpc.ClientUnaryCall;
  adopt(argument: _headframe_executor_v1_AdoptRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_executor_v1_AdoptResponse__Output>): grpc.ClientUnaryCall;
  adopt(argument: _headframe_executor_v1_AdoptRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_AdoptResponse__Output>): grpc.ClientUnaryCall;
  adopt(argument: _headframe_executor_v1_AdoptRequest, callback: grpc.requestCallback<_headframe_executor_v1_AdoptResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What the executor is, has and does right now.
   */
  GetStatus(argument: _headframe_executor_v1_GetStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _headframe_executor_v1_GetStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_executor_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _headframe_executor_v1_GetStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _headframe_executor_v1_GetStatusRequest, callback: grpc.requestCallback<_headframe_executor_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What the executor is, has and does right now.
   */
  getStatus(argument: _headframe_executor_v1_GetStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _headframe_executor_v1_GetStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_executor_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _headframe_executor_v1_GetStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _headframe_executor_v1_GetStatusRequest, callback: grpc.requestCallback<_headframe_executor_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Gives the executor the miner hotkey's signature over its current session key (GPOW-1, section 14.3).
   */
  InstallDelegation(argument: _headframe_executor_v1_InstallDelegationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_InstallDelegationResponse__Output>): grpc.ClientUnaryCall;
  InstallDelegation(argument: _headframe_executor_v1_InstallDelegationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_executor_v1_InstallDelegationResponse__Output>): grpc.ClientUnaryCall;
  InstallDelegation(argument: _headframe_executor_v1_InstallDelegationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_InstallDelegationResponse__Output>): grpc.ClientUnaryCall;
  InstallDelegation(argument: _headframe_executor_v1_InstallDelegationRequest, callback: grpc.requestCallback<_headframe_executor_v1_InstallDelegationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Gives the executor the miner hotkey's signature over its current session key (GPOW-1, section 14.3).
   */
  installDelegation(argument: _headframe_executor_v1_InstallDelegationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_InstallDelegationResponse__Output>): grpc.ClientUnaryCall;
  installDelegation(argument: _headframe_executor_v1_InstallDelegationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_headframe_executor_v1_InstallDelegationResponse__Output>): grpc.ClientUnaryCall;
  installDelegation(argument: _headframe_executor_v1_InstallDelegationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_headframe_executor_v1_InstallDelegationResponse__Output>): grpc.ClientUnaryCall;
  installDelegation(argument: _headframe_executor_v1_InstallDelegationRequest, callback: grpc.requestCallback<_headframe_executor_v1_InstallDelegationResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * What a miner asks of one of its executors.
 */
export interface ExecutorServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Binds this executor to a miner's hotkey and to the id it has in that miner's fleet. The first adoption is stored
   * and lasts; a later one by another hotkey or with another id is refused (`executor/adopted-by-another-miner`,
   * `executor/adopted-as-another-id`).
   */
  Adopt: grpc.handleUnaryCall<_headframe_executor_v1_AdoptRequest__Output, _headframe_executor_v1_AdoptResponse>;
  
  /**
   * What the executor is, has and does right now.
   */
  GetStatus: grpc.handleUnaryCall<_headframe_executor_v1_GetStatusRequest__Output, _headframe_executor_v1_GetStatusResponse>;
  
  /**
   * Gives the executor the miner hotkey's signature over its current session key (GPOW-1, section 14.3).
   */
  InstallDelegation: grpc.handleUnaryCall<_headframe_executor_v1_InstallDelegationRequest__Output, _headframe_executor_v1_InstallDelegationResponse>;
  
}

export interface ExecutorServiceDefinition extends grpc.ServiceDefinition {
  Adopt: MethodDefinition<_headframe_executor_v1_AdoptRequest, _headframe_executor_v1_AdoptResponse, _headframe_executor_v1_AdoptRequest__Output, _headframe_executor_v1_AdoptResponse__Output>
  GetStatus: MethodDefinition<_headframe_executor_v1_GetStatusRequest, _headframe_executor_v1_GetStatusResponse, _headframe_executor_v1_GetStatusRequest__Output, _headframe_executor_v1_GetStatusResponse__Output>
  InstallDelegation: MethodDefinition<_headframe_executor_v1_InstallDelegationRequest, _headframe_executor_v1_InstallDelegationResponse, _headframe_executor_v1_InstallDelegationRequest__Output, _headframe_executor_v1_InstallDelegationResponse__Output>
}
