export {
  allowAnonymous,
  bearerAuthentication,
  type Authenticate,
  type BearerOptions,
  type CallHead,
} from "./auth/authenticate.js";
export { AuthError, type AuthFailure } from "./auth/auth-error.js";
export { ANONYMOUS, type Caller } from "./auth/caller.js";
export { JwtSigner, type JwtSignerOptions, type SignedToken, type TokenClaims } from "./auth/jwt-signer.js";
export { JwtVerifier, type JwtVerifierOptions, type VerifiedToken } from "./auth/jwt-verifier.js";
export { deriveKey, secretKey, VALIDATOR_SESSION_INFO } from "./auth/keys.js";
export { EXECUTOR_ISSUER, MINER_AUDIENCE, MINER_ISSUER } from "./auth/parties.js";
export { TokenSource, type TokenProvider, type TokenSourceOptions } from "./auth/token-source.js";
export { QUICK_DEADLINE_MS, SESSION_DEADLINE_MS, SLOW_DEADLINE_MS } from "./client/deadlines.js";
export { connect, GrpcChannel, type CallOptions, type GrpcChannelOptions } from "./client/grpc-channel.js";
export { HealthClient } from "./client/health-client.js";
export { ProofClient, ProofStream } from "./client/proof-client.js";
export { DEFAULT_RETRY, NO_RETRY, withRetry, type RetryOptions, type RetryPolicy } from "./client/retry.js";
export {
  EnrolmentClient,
  ExecutorClient,
  FleetClient,
  MinerDiscoveryClient,
  type MethodOptions,
} from "./client/service-clients.js";
export { RpcError, type RpcFailure } from "./errors/rpc-error.js";
export { AUTH_STATUSES, type StatusTable } from "./errors/status-table.js";
export { relayStream, type RelayOptions } from "./relay/relay-stream.js";
export type { CallContext } from "./server/call-context.js";
export {
  createServer,
  GrpcServer,
  type GrpcServerDeps,
  type GrpcServerOptions,
  type ListenLabel,
} from "./server/grpc-server.js";
export { CallCancelledError, RelayedError } from "./server/open-call.js";
export {
  bidiStream,
  proofSession,
  rawBidi,
  serverStream,
  type BidiCallContext,
  type RawServerStream,
  type ServerProofStream,
} from "./server/streams.js";
export { unary } from "./server/unary.js";
export type { ArrivedFrame } from "./wire/frame-queue.js";
export { definitionOf, methodNames } from "./wire/load-definitions.js";
export { EXECUTOR_ID_KEY } from "./wire/metadata-keys.js";
export {
  ENROLMENT_SERVICE,
  EXECUTOR_CONTROL,
  EXECUTOR_SERVICE,
  FLEET_SERVICE,
  HEALTH_METHODS,
  methodName,
  MINER_DISCOVERY,
  PROOF_SERVICE,
  type ServiceRef,
} from "./wire/services.js";
export type * from "./wire/messages.js";
export { Metadata, status } from "@grpc/grpc-js";
export { CertificateFiles, type TlsFiles } from "./tls/certificate-files.js";
export { CertificateWatch } from "./tls/certificate-watch.js";
export { channelCredentials, serverCredentials } from "./tls/credentials.js";
export { TlsError, type TlsFailure } from "./tls/tls-error.js";
