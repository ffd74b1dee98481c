// Original file: proto/headframe/pow/v1/proof.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ProveRequest as _headframe_pow_v1_ProveRequest, ProveRequest__Output as _headframe_pow_v1_ProveRequest__Output } from '../../../headframe/pow/v1/ProveRequest.js';
import type { ProveResponse as _headframe_pow_v1_ProveResponse, ProveResponse__Output as _headframe_pow_v1_ProveResponse__Output } from '../../../headframe/pow/v1/ProveResponse.js';

/**
 * Carries GPOW-1 sessions. A validator calls it on a miner's axon; the miner calls it on an executor and passes the
 * frames through unchanged.
 */
export interface ProofServiceClient extends grpc.Client {
  /**
   * One stream is one session. The request metadata `headframe-executor-id` names the executor that is challenged.
   * The stream ends with status OK after the Verdict frame; a refusal before Ready that the protocol has no frame for
   * (unknown executor, busy, not permitted) ends it with another status and an `error-code`.
   */
  Prove(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_headframe_pow_v1_ProveRequest, _headframe_pow_v1_ProveResponse__Output>;
  Prove(options?: grpc.CallOptions): grpc.ClientDuplexStream<_headframe_pow_v1_ProveRequest, _headframe_pow_v1_ProveResponse__Output>;
  /**
   * One stream is one session. The request metadata `headframe-executor-id` names the executor that is challenged.
   * The stream ends with status OK after the Verdict frame; a refusal before Ready that the protocol has no frame for
   * (unknown executor, busy, not permitted) ends it with another status and an `error-code`.
   */
  prove(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_headframe_pow_v1_ProveRequest, _headframe_pow_v1_ProveResponse__Output>;
  prove(options?: grpc.CallOptions): grpc.ClientDuplexStream<_headframe_pow_v1_ProveRequest, _headframe_pow_v1_ProveResponse__Output>;
  
}

/**
 * Carries GPOW-1 sessions. A validator calls it on a miner's axon; the miner calls it on an executor and passes the
 * frames through unchanged.
 */
export interface ProofServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * One stream is one session. The request metadata `headframe-executor-id` names the executor that is challenged.
   * The stream ends with status OK after the Verdict frame; a refusal before Ready that the protocol has no frame for
   * (unknown executor, busy, not permitted) ends it with another status and an `error-code`.
   */
  Prove: grpc.handleBidiStreamingCall<_headframe_pow_v1_ProveRequest__Output, _headframe_pow_v1_ProveResponse>;
  
}

export interface ProofServiceDefinition extends grpc.ServiceDefinition {
  Prove: MethodDefinition<_headframe_pow_v1_ProveRequest, _headframe_pow_v1_ProveResponse, _headframe_pow_v1_ProveRequest__Output, _headframe_pow_v1_ProveResponse__Output>
}
