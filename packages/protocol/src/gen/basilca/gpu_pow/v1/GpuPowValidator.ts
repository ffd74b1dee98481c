// Original file: proto/basilca/gpu_pow/v1/gpu_pow.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ChallengeRequest as _basilca_gpu_pow_v1_ChallengeRequest, ChallengeRequest__Output as _basilca_gpu_pow_v1_ChallengeRequest__Output } from '../../../basilca/gpu_pow/v1/ChallengeRequest.js';
import type { GpuPowChallenge as _basilca_gpu_pow_v1_GpuPowChallenge, GpuPowChallenge__Output as _basilca_gpu_pow_v1_GpuPowChallenge__Output } from '../../../basilca/gpu_pow/v1/GpuPowChallenge.js';
import type { GpuPowResult as _basilca_gpu_pow_v1_GpuPowResult, GpuPowResult__Output as _basilca_gpu_pow_v1_GpuPowResult__Output } from '../../../basilca/gpu_pow/v1/GpuPowResult.js';
import type { VerificationResponse as _basilca_gpu_pow_v1_VerificationResponse, VerificationResponse__Output as _basilca_gpu_pow_v1_VerificationResponse__Output } from '../../../basilca/gpu_pow/v1/VerificationResponse.js';

/**
 * A proof of work of the reference system. Declared, served by none of its programs; Headframe proves with GPOW-1.
 */
export interface GpuPowValidatorClient extends grpc.Client {
  /**
   * Asks for a challenge.
   */
  RequestChallenge(argument: _basilca_gpu_pow_v1_ChallengeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_gpu_pow_v1_GpuPowChallenge__Output>): grpc.ClientUnaryCall;
  RequestChallenge(argument: _basilca_gpu_pow_v1_ChallengeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_gpu_pow_v1_GpuPowChallenge__Output>): grpc.ClientUnaryCall;
  RequestChallenge(argument: _basilca_gpu_pow_v1_ChallengeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_gpu_pow_v1_GpuPowChallenge__Output>): grpc.ClientUnaryCall;
  RequestChallenge(argument: _basilca_gpu_pow_v1_ChallengeRequest, callback: grpc.requestCallback<_basilca_gpu_pow_v1_GpuPowChallenge__Output>): grpc.ClientUnaryCall;
  /**
   * Asks for a challenge.
   */
  requestChallenge(argument: _basilca_gpu_pow_v1_ChallengeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_gpu_pow_v1_GpuPowChallenge__Output>): grpc.ClientUnaryCall;
  requestChallenge(argument: _basilca_gpu_pow_v1_ChallengeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_gpu_pow_v1_GpuPowChallenge__Output>): grpc.ClientUnaryCall;
  requestChallenge(argument: _basilca_gpu_pow_v1_ChallengeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_gpu_pow_v1_GpuPowChallenge__Output>): grpc.ClientUnaryCall;
  requestChallenge(argument: _basilca_gpu_pow_v1_ChallengeRequest, callback: grpc.requestCallback<_basilca_gpu_pow_v1_GpuPowChallenge__Output>): grpc.ClientUnaryCall;
  
  /**
   * Hands in its result.
   */
  SubmitResult(argument: _basilca_gpu_pow_v1_GpuPowResult, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_gpu_pow_v1_VerificationResponse__Output>): grpc.ClientUnaryCall;
  SubmitResult(argument: _basilca_gpu_pow_v1_GpuPowResult, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_gpu_pow_v1_VerificationResponse__Output>): grpc.ClientUnaryCall;
  SubmitResult(argument: _basilca_gpu_pow_v1_GpuPowResult, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_gpu_pow_v1_VerificationResponse__Output>): grpc.ClientUnaryCall;
  SubmitResult(argument: _basilca_gpu_pow_v1_GpuPowResult, callback: grpc.requestCallback<_basilca_gpu_pow_v1_VerificationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Hands in its result.
   */
  submitResult(argument: _basilca_gpu_pow_v1_GpuPowResult, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_gpu_pow_v1_VerificationResponse__Output>): grpc.ClientUnaryCall;
  submitResult(argument: _basilca_gpu_pow_v1_GpuPowResult, metadata: grpc.Metadata, callback: grpc.requestCallback<_basilca_gpu_pow_v1_VerificationResponse__Output>): grpc.ClientUnaryCall;
  submitResult(argument: _basilca_gpu_pow_v1_GpuPowResult, options: grpc.CallOptions, callback: grpc.requestCallback<_basilca_gpu_pow_v1_VerificationResponse__Output>): grpc.ClientUnaryCall;
  submitResult(argument: _basilca_gpu_pow_v1_GpuPowResult, callback: grpc.requestCallback<_basilca_gpu_pow_v1_VerificationResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * A proof of work of the reference system. Declared, served by none of its programs; Headframe proves with GPOW-1.
 */
export interface GpuPowValidatorHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Asks for a challenge.
   */
  RequestChallenge: grpc.handleUnaryCall<_basilca_gpu_pow_v1_ChallengeRequest__Output, _basilca_gpu_pow_v1_GpuPowChallenge>;
  
  /**
   * Hands in its result.
   */
  SubmitResult: grpc.handleUnaryCall<_basilca_gpu_pow_v1_GpuPowResult__Output, _basilca_gpu_pow_v1_VerificationResponse>;
  
}

export interface GpuPowValidatorDefinition extends grpc.ServiceDefinition {
  RequestChallenge: MethodDefinition<_basilca_gpu_pow_v1_ChallengeRequest, _basilca_gpu_pow_v1_GpuPowChallenge, _basilca_gpu_pow_v1_ChallengeRequest__Output, _basilca_gpu_pow_v1_GpuPowChallenge__Output>
  SubmitResult: MethodDefinition<_basilca_gpu_pow_v1_GpuPowResult, _basilca_gpu_pow_v1_VerificationResponse, _basilca_gpu_pow_v1_GpuPowResult__Output, _basilca_gpu_pow_v1_VerificationResponse__Output>
}
