// Original file: proto/basilca/freivalds_gpu_pow/v1/freivalds_gpu_pow.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CancelSessionRequest as _basilca_freivalds_gpu_pow_v1_CancelSessionRequest, CancelSessionRequest__Output as _basilca_freivalds_gpu_pow_v1_CancelSessionRequest__Output } from '../../../basilca/freivalds_gpu_pow/v1/CancelSessionRequest.js';
import type { CancelSessionResponse as _basilca_freivalds_gpu_pow_v1_CancelSessionResponse, CancelSessionResponse__Output as _basilca_freivalds_gpu_pow_v1_CancelSessionResponse__Output } from '../../../basilca/freivalds_gpu_pow/v1/CancelSessionResponse.js';
import type { CommitmentResponse as _basilca_freivalds_gpu_pow_v1_CommitmentResponse, CommitmentResponse__Output as _basilca_freivalds_gpu_pow_v1_CommitmentResponse__Output } from '../../../basilca/freivalds_gpu_pow/v1/CommitmentResponse.js';
import type { FreivaldsChallenge as _basilca_freivalds_gpu_pow_v1_FreivaldsChallenge, FreivaldsChallenge__Output as _basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output } from '../../../basilca/freivalds_gpu_pow/v1/FreivaldsChallenge.js';
import type { FreivaldsResponse as _basilca_freivalds_gpu_pow_v1_FreivaldsResponse, FreivaldsResponse__Output as _basilca_freivalds_gpu_pow_v1_FreivaldsResponse__Output } from '../../../basilca/freivalds_gpu_pow/v1/FreivaldsResponse.js';
import type { FreivaldsVerification as _basilca_freivalds_gpu_pow_v1_FreivaldsVerification, FreivaldsVerification__Output as _basilca_freivalds_gpu_pow_v1_FreivaldsVerification__Output } from '../../../basilca/freivalds_gpu_pow/v1/FreivaldsVerification.js';
import type { FreivaldsVerificationResult as _basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult, FreivaldsVerificationResult__Output as _basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult__Output } from '../../../basilca/freivalds_gpu_pow/v1/FreivaldsVerificationResult.js';
import type { InitiateChallengeRequest as _basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest, InitiateChallengeRequest__Output as _basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest__Output } from '../../../basilca/freivalds_gpu_pow/v1/InitiateChallengeRequest.js';

/**
 * A proof of work that the reference system tried for a few days in July 2025 and removed. Kept for the record of names.
 */
export interface FreivaldsGpuPowValidatorClient extends grpc.Client {
  /**
   * Gives a session up.
   */
  CancelSession(argument: _basilca_freivalds_gpu_pow_v1_CancelSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_CancelSessionResponse__Output>): grpc.ClientUnaryCall;
  CancelSession(argument: _basilca_freivalds_gpu_pow_v1_CancelSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_CancelSessionResponse__Output>): grpc.ClientUnaryCall;
  CancelSession(argument: _basilca_freivalds_gpu_pow_v1_CancelSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_CancelSessionResponse__Output>): grpc.ClientUnaryCall;
  CancelSession(argument: _basilca_freivalds_gpu_pow_v1_CancelSessionRequest, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_CancelSessionResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Gives a session up.
   */
  cancelSession(argument: _basilca_freivalds_gpu_pow_v1_CancelSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_CancelSessionResponse__Output>): grpc.ClientUnaryCall;
  cancelSession(argument: _basilca_freivalds_gpu_pow_v1_CancelSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_CancelSessionResponse__Output>): grpc.ClientUnaryCall;
  cancelSession(argument: _basilca_freivalds_gpu_pow_v1_CancelSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_CancelSessionResponse__Output>): grpc.ClientUnaryCall;
  cancelSession(argument: _basilca_freivalds_gpu_pow_v1_CancelSessionRequest, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_CancelSessionResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Starts a session.
   */
  InitiateChallenge(argument: _basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output>): grpc.ClientUnaryCall;
  InitiateChallenge(argument: _basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output>): grpc.ClientUnaryCall;
  InitiateChallenge(argument: _basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output>): grpc.ClientUnaryCall;
  InitiateChallenge(argument: _basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output>): grpc.ClientUnaryCall;
  /**
   * Starts a session.
   */
  initiateChallenge(argument: _basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output>): grpc.ClientUnaryCall;
  initiateChallenge(argument: _basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output>): grpc.ClientUnaryCall;
  initiateChallenge(argument: _basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output>): grpc.ClientUnaryCall;
  initiateChallenge(argument: _basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output>): grpc.ClientUnaryCall;
  
  /**
   * Hands in the commitment.
   */
  SubmitCommitment(argument: _basilca_freivalds_gpu_pow_v1_CommitmentResponse, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerification__Output>): grpc.ClientUnaryCall;
  SubmitCommitment(argument: _basilca_freivalds_gpu_pow_v1_CommitmentResponse, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerification__Output>): grpc.ClientUnaryCall;
  SubmitCommitment(argument: _basilca_freivalds_gpu_pow_v1_CommitmentResponse, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerification__Output>): grpc.ClientUnaryCall;
  SubmitCommitment(argument: _basilca_freivalds_gpu_pow_v1_CommitmentResponse, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerification__Output>): grpc.ClientUnaryCall;
  /**
   * Hands in the commitment.
   */
  submitCommitment(argument: _basilca_freivalds_gpu_pow_v1_CommitmentResponse, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerification__Output>): grpc.ClientUnaryCall;
  submitCommitment(argument: _basilca_freivalds_gpu_pow_v1_CommitmentResponse, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerification__Output>): grpc.ClientUnaryCall;
  submitCommitment(argument: _basilca_freivalds_gpu_pow_v1_CommitmentResponse, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerification__Output>): grpc.ClientUnaryCall;
  submitCommitment(argument: _basilca_freivalds_gpu_pow_v1_CommitmentResponse, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerification__Output>): grpc.ClientUnaryCall;
  
  /**
   * Hands in the openings.
   */
  SubmitResponse(argument: _basilca_freivalds_gpu_pow_v1_FreivaldsResponse, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult__Output>): grpc.ClientUnaryCall;
  SubmitResponse(argument: _basilca_freivalds_gpu_pow_v1_FreivaldsResponse, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult__Output>): grpc.ClientUnaryCall;
  SubmitResponse(argument: _basilca_freivalds_gpu_pow_v1_FreivaldsResponse, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult__Output>): grpc.ClientUnaryCall;
  SubmitResponse(argument: _basilca_freivalds_gpu_pow_v1_FreivaldsResponse, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult__Output>): grpc.ClientUnaryCall;
  /**
   * Hands in the openings.
   */
  submitResponse(argument: _basilca_freivalds_gpu_pow_v1_FreivaldsResponse, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult__Output>): grpc.ClientUnaryCall;
  submitResponse(argument: _basilca_freivalds_gpu_pow_v1_FreivaldsResponse, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult__Output>): grpc.ClientUnaryCall;
  submitResponse(argument: _basilca_freivalds_gpu_pow_v1_FreivaldsResponse, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult__Output>): grpc.ClientUnaryCall;
  submitResponse(argument: _basilca_freivalds_gpu_pow_v1_FreivaldsResponse, callback: grpc.requestCallback<_basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult__Output>): grpc.ClientUnaryCall;
  
}

/**
 * A proof of work that the reference system tried for a few days in July 2025 and removed. Kept for the record of names.
 */
export interface FreivaldsGpuPowValidatorHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Gives a session up.
   */
  CancelSession: grpc.handleUnaryCall<_basilca_freivalds_gpu_pow_v1_CancelSessionRequest__Output, _basilca_freivalds_gpu_pow_v1_CancelSessionResponse>;
  
  /**
   * Starts a session.
   */
  InitiateChallenge: grpc.handleUnaryCall<_basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest__Output, _basilca_freivalds_gpu_pow_v1_FreivaldsChallenge>;
  
  /**
   * Hands in the commitment.
   */
  SubmitCommitment: grpc.handleUnaryCall<_basilca_freivalds_gpu_pow_v1_CommitmentResponse__Output, _basilca_freivalds_gpu_pow_v1_FreivaldsVerification>;
  
  /**
   * Hands in the openings.
   */
  SubmitResponse: grpc.handleUnaryCall<_basilca_freivalds_gpu_pow_v1_FreivaldsResponse__Output, _basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult>;
  
}

export interface FreivaldsGpuPowValidatorDefinition extends grpc.ServiceDefinition {
  CancelSession: MethodDefinition<_basilca_freivalds_gpu_pow_v1_CancelSessionRequest, _basilca_freivalds_gpu_pow_v1_CancelSessionResponse, _basilca_freivalds_gpu_pow_v1_CancelSessionRequest__Output, _basilca_freivalds_gpu_pow_v1_CancelSessionResponse__Output>
  InitiateChallenge: MethodDefinition<_basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest, _basilca_freivalds_gpu_pow_v1_FreivaldsChallenge, _basilca_freivalds_gpu_pow_v1_InitiateChallengeRequest__Output, _basilca_freivalds_gpu_pow_v1_FreivaldsChallenge__Output>
  SubmitCommitment: MethodDefinition<_basilca_freivalds_gpu_pow_v1_CommitmentResponse, _basilca_freivalds_gpu_pow_v1_FreivaldsVerification, _basilca_freivalds_gpu_pow_v1_CommitmentResponse__Output, _basilca_freivalds_gpu_pow_v1_FreivaldsVerification__Output>
  SubmitResponse: MethodDefinition<_basilca_freivalds_gpu_pow_v1_FreivaldsResponse, _basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult, _basilca_freivalds_gpu_pow_v1_FreivaldsResponse__Output, _basilca_freivalds_gpu_pow_v1_FreivaldsVerificationResult__Output>
}
