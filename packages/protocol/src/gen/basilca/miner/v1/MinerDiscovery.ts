// Original file: proto/basilca/miner/v1/miner_discovery.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CloseSshSessionRequest as _basilca_miner_v1_CloseSshSessionRequest, CloseSshSessionRequest__Output as _basilca_miner_v1_CloseSshSessionRequest__Output } from '../../../basilca/miner/v1/CloseSshSessionRequest.js';
import type { CloseSshSessionResponse as _basilca_miner_v1_CloseSshSessionResponse, CloseSshSessionResponse__Output as _basilca_miner_v1_CloseSshSessionResponse__Output } from '../../../basilca/miner/v1/CloseSshSessionResponse.js';
import type { InitiateSshSessionRequest as _basilca_miner_v1_InitiateSshSessionRequest, InitiateSshSessionRequest__Output as _basilca_miner_v1_InitiateSshSessionRequest__Output } from '../../../basilca/miner/v1/InitiateSshSessionRequest.js';
import type { InitiateSshSessionResponse as _basilca_miner_v1_InitiateSshSessionResponse, InitiateSshSessionResponse__Output as _basilca_miner_v1_InitiateSshSessionResponse__Output } from '../../../basilca/miner/v1/InitiateSshSessionResponse.js';
import type { LeaseOfferResponse as _basilca_miner_v1_LeaseOfferResponse, LeaseOfferResponse__Output as _basilca_miner_v1_LeaseOfferResponse__Output } from '../../../basilca/miner/v1/LeaseOfferResponse.js';
import type { LeaseRequest as _basilca_miner_v1_LeaseRequest, LeaseRequest__Output as _basilca_miner_v1_LeaseRequest__Output } from '../../../basilca/miner/v1/LeaseRequest.js';
import type { ListSshSessionsRequest as _basilca_miner_v1_ListSshSessionsRequest, ListSshSessionsRequest__Output as _basilca_miner_v1_ListSshSessionsRequest__Output } from '../../../basilca/miner/v1/ListSshSessionsRequest.js';
import type { ListSshSessionsResponse as _basilca_miner_v1_ListSshSessionsResponse, ListSshSessionsResponse__Output as _basilca_miner_v1_ListSshSessionsResponse__Output } from '../../../basilca/miner/v1/ListSshSessionsResponse.js';
import type { MinerAuthResponse as _basilca_miner_v1_MinerAuthResponse, MinerAuthResponse__Output as _basilca_miner_v1_MinerAuthResponse__Output } from '../../../basilca/miner/v1/MinerAuthResponse.js';
import type { SessionInitRequest as _basilca_miner_v1_SessionInitRequest, SessionInitRequest__Output as _basilca_miner_v1_SessionInitRequest__Output } from '../../../basilca/miner/v1/SessionInitRequest.js';
import type { SessionInitResponse as _basilca_miner_v1_SessionInitResponse, SessionInitResponse__Output as _basilca_miner_v1_SessionInitResponse__Output } from '../../../basilca/miner/v1/SessionInitResponse.js';
import type { ValidatorAuthRequest as _basilca_miner_v1_ValidatorAuthRequest, ValidatorAuthRequest__Output as _basilca_miner_v1_ValidatorAuthRequest__Output } from '../../../basilca/miner/v1/ValidatorAuthRequest.js';

/**
 * What a validator asks a miner, on the axon.
 */
export interface MinerDiscoveryClient extends grpc.Client {
  /**
   * Proves who the validator is; the reply carries a session token.
   */
  AuthenticateValidator(argument: _basilca_miner_v1_ValidatorAuthRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_MinerAuthResponse__Output>): grpc.ClientUnaryCall;
  AuthenticateValidator(argument: _basilca_miner_v1_ValidatorAuthRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_MinerAuthResponse__Output>): grpc.ClientUnaryCall;
  AuthenticateValidator(argument: _basilca_miner_v1_ValidatorAuthRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_MinerAuthResponse__Output>): grpc.ClientUnaryCall;
  AuthenticateValidator(argument: _basilca_miner_v1_ValidatorAuthRequest, callback: grpc.requestCallback<_basilca_miner_v1_MinerAuthResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Proves who the validator is; the reply carries a session token.
   */
  authenticateValidator(argument: _basilca_miner_v1_ValidatorAuthRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_MinerAuthResponse__Output>): grpc.ClientUnaryCall;
  authenticateValidator(argument: _basilca_miner_v1_ValidatorAuthRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_MinerAuthResponse__Output>): grpc.ClientUnaryCall;
  authenticateValidator(argument: _basilca_miner_v1_ValidatorAuthRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_MinerAuthResponse__Output>): grpc.ClientUnaryCall;
  authenticateValidator(argument: _basilca_miner_v1_ValidatorAuthRequest, callback: grpc.requestCallback<_basilca_miner_v1_MinerAuthResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends such an access.
   */
  CloseSshSession(argument: _basilca_miner_v1_CloseSshSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_CloseSshSessionResponse__Output>): grpc.ClientUnaryCall;
  CloseSshSession(argument: _basilca_miner_v1_CloseSshSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_CloseSshSessionResponse__Output>): grpc.ClientUnaryCall;
  CloseSshSession(argument: _basilca_miner_v1_CloseSshSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_CloseSshSessionResponse__Output>): grpc.ClientUnaryCall;
  CloseSshSession(argument: _basilca_miner_v1_CloseSshSessionRequest, callback: grpc.requestCallback<_basilca_miner_v1_CloseSshSessionResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends such an access.
   */
  closeSshSession(argument: _basilca_miner_v1_CloseSshSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_CloseSshSessionResponse__Output>): grpc.ClientUnaryCall;
  closeSshSession(argument: _basilca_miner_v1_CloseSshSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_CloseSshSessionResponse__Output>): grpc.ClientUnaryCall;
  closeSshSession(argument: _basilca_miner_v1_CloseSshSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_CloseSshSessionResponse__Output>): grpc.ClientUnaryCall;
  closeSshSession(argument: _basilca_miner_v1_CloseSshSessionRequest, callback: grpc.requestCallback<_basilca_miner_v1_CloseSshSessionResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Legacy of J: no remote validator can use its answer.
   */
  InitiateExecutorSession(argument: _basilca_miner_v1_SessionInitRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_SessionInitResponse__Output>): grpc.ClientUnaryCall;
  InitiateExecutorSession(argument: _basilca_miner_v1_SessionInitRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_SessionInitResponse__Output>): grpc.ClientUnaryCall;
  InitiateExecutorSession(argument: _basilca_miner_v1_SessionInitRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_SessionInitResponse__Output>): grpc.ClientUnaryCall;
  InitiateExecutorSession(argument: _basilca_miner_v1_SessionInitRequest, callback: grpc.requestCallback<_basilca_miner_v1_SessionInitResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Legacy of J: no remote validator can use its answer.
   */
  initiateExecutorSession(argument: _basilca_miner_v1_SessionInitRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_SessionInitResponse__Output>): grpc.ClientUnaryCall;
  initiateExecutorSession(argument: _basilca_miner_v1_SessionInitRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_SessionInitResponse__Output>): grpc.ClientUnaryCall;
  initiateExecutorSession(argument: _basilca_miner_v1_SessionInitRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_SessionInitResponse__Output>): grpc.ClientUnaryCall;
  initiateExecutorSession(argument: _basilca_miner_v1_SessionInitRequest, callback: grpc.requestCallback<_basilca_miner_v1_SessionInitResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Opens time-limited SSH access to one executor.
   */
  InitiateSshSession(argument: _basilca_miner_v1_InitiateSshSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_InitiateSshSessionResponse__Output>): grpc.ClientUnaryCall;
  InitiateSshSession(argument: _basilca_miner_v1_InitiateSshSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_InitiateSshSessionResponse__Output>): grpc.ClientUnaryCall;
  InitiateSshSession(argument: _basilca_miner_v1_InitiateSshSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_InitiateSshSessionResponse__Output>): grpc.ClientUnaryCall;
  InitiateSshSession(argument: _basilca_miner_v1_InitiateSshSessionRequest, callback: grpc.requestCallback<_basilca_miner_v1_InitiateSshSessionResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Opens time-limited SSH access to one executor.
   */
  initiateSshSession(argument: _basilca_miner_v1_InitiateSshSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_InitiateSshSessionResponse__Output>): grpc.ClientUnaryCall;
  initiateSshSession(argument: _basilca_miner_v1_InitiateSshSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_InitiateSshSessionResponse__Output>): grpc.ClientUnaryCall;
  initiateSshSession(argument: _basilca_miner_v1_InitiateSshSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_InitiateSshSessionResponse__Output>): grpc.ClientUnaryCall;
  initiateSshSession(argument: _basilca_miner_v1_InitiateSshSessionRequest, callback: grpc.requestCallback<_basilca_miner_v1_InitiateSshSessionResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists the caller's accesses.
   */
  ListSshSessions(argument: _basilca_miner_v1_ListSshSessionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_ListSshSessionsResponse__Output>): grpc.ClientUnaryCall;
  ListSshSessions(argument: _basilca_miner_v1_ListSshSessionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_ListSshSessionsResponse__Output>): grpc.ClientUnaryCall;
  ListSshSessions(argument: _basilca_miner_v1_ListSshSessionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_ListSshSessionsResponse__Output>): grpc.ClientUnaryCall;
  ListSshSessions(argument: _basilca_miner_v1_ListSshSessionsRequest, callback: grpc.requestCallback<_basilca_miner_v1_ListSshSessionsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the caller's accesses.
   */
  listSshSessions(argument: _basilca_miner_v1_ListSshSessionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_ListSshSessionsResponse__Output>): grpc.ClientUnaryCall;
  listSshSessions(argument: _basilca_miner_v1_ListSshSessionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_ListSshSessionsResponse__Output>): grpc.ClientUnaryCall;
  listSshSessions(argument: _basilca_miner_v1_ListSshSessionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_ListSshSessionsResponse__Output>): grpc.ClientUnaryCall;
  listSshSessions(argument: _basilca_miner_v1_ListSshSessionsRequest, callback: grpc.requestCallback<_basilca_miner_v1_ListSshSessionsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists executors that could be leased.
   */
  RequestExecutorLease(argument: _basilca_miner_v1_LeaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_LeaseOfferResponse__Output>): grpc.ClientUnaryCall;
  RequestExecutorLease(argument: _basilca_miner_v1_LeaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_LeaseOfferResponse__Output>): grpc.ClientUnaryCall;
  RequestExecutorLease(argument: _basilca_miner_v1_LeaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_LeaseOfferResponse__Output>): grpc.ClientUnaryCall;
  RequestExecutorLease(argument: _basilca_miner_v1_LeaseRequest, callback: grpc.requestCallback<_basilca_miner_v1_LeaseOfferResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists executors that could be leased.
   */
  requestExecutorLease(argument: _basilca_miner_v1_LeaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_LeaseOfferResponse__Output>): grpc.ClientUnaryCall;
  requestExecutorLease(argument: _basilca_miner_v1_LeaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_miner_v1_LeaseOfferResponse__Output>): grpc.ClientUnaryCall;
  requestExecutorLease(argument: _basilca_miner_v1_LeaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_miner_v1_LeaseOfferResponse__Output>): grpc.ClientUnaryCall;
  requestExecutorLease(argument: _basilca_miner_v1_LeaseRequest, callback: grpc.requestCallback<_basilca_miner_v1_LeaseOfferResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * What a validator asks a miner, on the axon.
 */
export interface MinerDiscoveryHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Proves who the validator is; the reply carries a session token.
   */
  AuthenticateValidator: grpc.handleUnaryCall<_basilca_miner_v1_ValidatorAuthRequest__Output, _basilca_miner_v1_MinerAuthResponse>;
  
  /**
   * Ends such an access.
   */
  CloseSshSession: grpc.handleUnaryCall<_basilca_miner_v1_CloseSshSessionRequest__Output, _basilca_miner_v1_CloseSshSessionResponse>;
  
  /**
   * Legacy of J: no remote validator can use its answer.
   */
  InitiateExecutorSession: grpc.handleUnaryCall<_basilca_miner_v1_SessionInitRequest__Output, _basilca_miner_v1_SessionInitResponse>;
  
  /**
   * Opens time-limited SSH access to one executor.
   */
  InitiateSshSession: grpc.handleUnaryCall<_basilca_miner_v1_InitiateSshSessionRequest__Output, _basilca_miner_v1_InitiateSshSessionResponse>;
  
  /**
   * Lists the caller's accesses.
   */
  ListSshSessions: grpc.handleUnaryCall<_basilca_miner_v1_ListSshSessionsRequest__Output, _basilca_miner_v1_ListSshSessionsResponse>;
  
  /**
   * Lists executors that could be leased.
   */
  RequestExecutorLease: grpc.handleUnaryCall<_basilca_miner_v1_LeaseRequest__Output, _basilca_miner_v1_LeaseOfferResponse>;
  
}

export interface MinerDiscoveryDefinition extends grpc.ServiceDefinition {
  AuthenticateValidator: MethodDefinition<_basilca_miner_v1_ValidatorAuthRequest, _basilca_miner_v1_MinerAuthResponse, _basilca_miner_v1_ValidatorAuthRequest__Output, _basilca_miner_v1_MinerAuthResponse__Output>
  CloseSshSession: MethodDefinition<_basilca_miner_v1_CloseSshSessionRequest, _basilca_miner_v1_CloseSshSessionResponse, _basilca_miner_v1_CloseSshSessionRequest__Output, _basilca_miner_v1_CloseSshSessionResponse__Output>
  InitiateExecutorSession: MethodDefinition<_basilca_miner_v1_SessionInitRequest, _basilca_miner_v1_SessionInitResponse, _basilca_miner_v1_SessionInitRequest__Output, _basilca_miner_v1_SessionInitResponse__Output>
  InitiateSshSession: MethodDefinition<_basilca_miner_v1_InitiateSshSessionRequest, _basilca_miner_v1_InitiateSshSessionResponse, _basilca_miner_v1_InitiateSshSessionRequest__Output, _basilca_miner_v1_InitiateSshSessionResponse__Output>
  ListSshSessions: MethodDefinition<_basilca_miner_v1_ListSshSessionsRequest, _basilca_miner_v1_ListSshSessionsResponse, _basilca_miner_v1_ListSshSessionsRequest__Output, _basilca_miner_v1_ListSshSessionsResponse__Output>
  RequestExecutorLease: MethodDefinition<_basilca_miner_v1_LeaseRequest, _basilca_miner_v1_LeaseOfferResponse, _basilca_miner_v1_LeaseRequest__Output, _basilca_miner_v1_LeaseOfferResponse__Output>
}
