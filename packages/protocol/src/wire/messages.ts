// The messages and handler types that servers and clients outside this package write down.
export type { AdoptRequest, AdoptRequest__Output } from "../gen/headframe/executor/v1/AdoptRequest.js";
export type { AdoptResponse, AdoptResponse__Output } from "../gen/headframe/executor/v1/AdoptResponse.js";
export type { Device, Device__Output } from "../gen/headframe/executor/v1/Device.js";
export type { ExecutorServiceHandlers } from "../gen/headframe/executor/v1/ExecutorService.js";
export type { ExecutorState, ExecutorState__Output } from "../gen/headframe/executor/v1/ExecutorState.js";
export type {
  GetStatusRequest,
  GetStatusRequest__Output,
} from "../gen/headframe/executor/v1/GetStatusRequest.js";
export type {
  GetStatusResponse,
  GetStatusResponse__Output,
} from "../gen/headframe/executor/v1/GetStatusResponse.js";
export type {
  InstallDelegationRequest,
  InstallDelegationRequest__Output,
} from "../gen/headframe/executor/v1/InstallDelegationRequest.js";
export type {
  InstallDelegationResponse,
  InstallDelegationResponse__Output,
} from "../gen/headframe/executor/v1/InstallDelegationResponse.js";
export type { EnrolRequest, EnrolRequest__Output } from "../gen/headframe/fleet/v1/EnrolRequest.js";
export type { EnrolResponse, EnrolResponse__Output } from "../gen/headframe/fleet/v1/EnrolResponse.js";
export type { EnrolmentServiceHandlers } from "../gen/headframe/fleet/v1/EnrolmentService.js";
export type { Executor, Executor__Output } from "../gen/headframe/fleet/v1/Executor.js";
export type { ExecutorHealth, ExecutorHealth__Output } from "../gen/headframe/fleet/v1/ExecutorHealth.js";
export type { FleetServiceHandlers } from "../gen/headframe/fleet/v1/FleetService.js";
export type {
  HeartbeatRequest,
  HeartbeatRequest__Output,
} from "../gen/headframe/fleet/v1/HeartbeatRequest.js";
export type {
  HeartbeatResponse,
  HeartbeatResponse__Output,
} from "../gen/headframe/fleet/v1/HeartbeatResponse.js";
export type {
  ListExecutorsRequest,
  ListExecutorsRequest__Output,
} from "../gen/headframe/fleet/v1/ListExecutorsRequest.js";
export type {
  ListExecutorsResponse,
  ListExecutorsResponse__Output,
} from "../gen/headframe/fleet/v1/ListExecutorsResponse.js";
export type { ProofServiceHandlers } from "../gen/headframe/pow/v1/ProofService.js";
export type { ProveRequest, ProveRequest__Output } from "../gen/headframe/pow/v1/ProveRequest.js";
export type { ProveResponse, ProveResponse__Output } from "../gen/headframe/pow/v1/ProveResponse.js";
export type {
  CloseSshSessionRequest,
  CloseSshSessionRequest__Output,
} from "../gen/basilca/miner/v1/CloseSshSessionRequest.js";
export type {
  CloseSshSessionResponse,
  CloseSshSessionResponse__Output,
} from "../gen/basilca/miner/v1/CloseSshSessionResponse.js";
export type {
  ExecutorConnectionDetails,
  ExecutorConnectionDetails__Output,
} from "../gen/basilca/miner/v1/ExecutorConnectionDetails.js";
export type {
  InitiateSshSessionRequest,
  InitiateSshSessionRequest__Output,
} from "../gen/basilca/miner/v1/InitiateSshSessionRequest.js";
export type {
  InitiateSshSessionResponse,
  InitiateSshSessionResponse__Output,
} from "../gen/basilca/miner/v1/InitiateSshSessionResponse.js";
export type {
  LeaseOfferResponse,
  LeaseOfferResponse__Output,
} from "../gen/basilca/miner/v1/LeaseOfferResponse.js";
export type { LeaseRequest, LeaseRequest__Output } from "../gen/basilca/miner/v1/LeaseRequest.js";
export type {
  ListSshSessionsRequest,
  ListSshSessionsRequest__Output,
} from "../gen/basilca/miner/v1/ListSshSessionsRequest.js";
export type {
  ListSshSessionsResponse,
  ListSshSessionsResponse__Output,
} from "../gen/basilca/miner/v1/ListSshSessionsResponse.js";
export type {
  MinerAuthResponse,
  MinerAuthResponse__Output,
} from "../gen/basilca/miner/v1/MinerAuthResponse.js";
export type { MinerDiscoveryHandlers } from "../gen/basilca/miner/v1/MinerDiscovery.js";
export type {
  SessionInitRequest,
  SessionInitRequest__Output,
} from "../gen/basilca/miner/v1/SessionInitRequest.js";
export type {
  SessionInitResponse,
  SessionInitResponse__Output,
} from "../gen/basilca/miner/v1/SessionInitResponse.js";
export type { SshSession, SshSession__Output } from "../gen/basilca/miner/v1/SshSession.js";
export type { SshSessionStatus, SshSessionStatus__Output } from "../gen/basilca/miner/v1/SshSessionStatus.js";
export type {
  ValidatorAuthRequest,
  ValidatorAuthRequest__Output,
} from "../gen/basilca/miner/v1/ValidatorAuthRequest.js";
export type { ErrorInfo, ErrorInfo__Output } from "../gen/basilca/common/v1/ErrorInfo.js";
export type { GpuSpec, GpuSpec__Output } from "../gen/basilca/common/v1/GpuSpec.js";
export type { ResourceLimits, ResourceLimits__Output } from "../gen/basilca/common/v1/ResourceLimits.js";
export type { Timestamp, Timestamp__Output } from "../gen/basilca/common/v1/Timestamp.js";
export type {
  BenchmarkRequest,
  BenchmarkRequest__Output,
} from "../gen/basilca/executor/v1/BenchmarkRequest.js";
export type {
  BenchmarkResponse,
  BenchmarkResponse__Output,
} from "../gen/basilca/executor/v1/BenchmarkResponse.js";
export type {
  ContainerOpRequest,
  ContainerOpRequest__Output,
} from "../gen/basilca/executor/v1/ContainerOpRequest.js";
export type {
  ContainerOpResponse,
  ContainerOpResponse__Output,
} from "../gen/basilca/executor/v1/ContainerOpResponse.js";
export type { ExecutorControlHandlers } from "../gen/basilca/executor/v1/ExecutorControl.js";
export type {
  HealthCheckRequest as ExecutorControlHealthCheckRequest,
  HealthCheckRequest__Output as ExecutorControlHealthCheckRequest__Output,
} from "../gen/basilca/executor/v1/HealthCheckRequest.js";
export type {
  HealthCheckResponse as ExecutorControlHealthCheckResponse,
  HealthCheckResponse__Output as ExecutorControlHealthCheckResponse__Output,
} from "../gen/basilca/executor/v1/HealthCheckResponse.js";
export type {
  LogSubscriptionRequest,
  LogSubscriptionRequest__Output,
} from "../gen/basilca/executor/v1/LogSubscriptionRequest.js";
export type {
  ProvisionAccessRequest,
  ProvisionAccessRequest__Output,
} from "../gen/basilca/executor/v1/ProvisionAccessRequest.js";
export type {
  ProvisionAccessResponse,
  ProvisionAccessResponse__Output,
} from "../gen/basilca/executor/v1/ProvisionAccessResponse.js";
export type {
  SystemProfileRequest,
  SystemProfileRequest__Output,
} from "../gen/basilca/executor/v1/SystemProfileRequest.js";
export type {
  SystemProfileResponse,
  SystemProfileResponse__Output,
} from "../gen/basilca/executor/v1/SystemProfileResponse.js";
export type {
  MinerAuthentication,
  MinerAuthentication__Output,
} from "../gen/basilca/common/v1/MinerAuthentication.js";
export type { LogEntry, LogEntry__Output } from "../gen/basilca/common/v1/LogEntry.js";
export type { ContainerSpec, ContainerSpec__Output } from "../gen/basilca/common/v1/ContainerSpec.js";
export type { ContainerStatus, ContainerStatus__Output } from "../gen/basilca/common/v1/ContainerStatus.js";
