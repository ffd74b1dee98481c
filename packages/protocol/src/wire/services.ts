import type * as grpc from "@grpc/grpc-js";
import type {
  ExecutorControlDefinition,
  ExecutorControlHandlers,
} from "../gen/basilca/executor/v1/ExecutorControl.js";
import type {
  MinerDiscoveryDefinition,
  MinerDiscoveryHandlers,
} from "../gen/basilca/miner/v1/MinerDiscovery.js";
import type {
  ExecutorServiceDefinition,
  ExecutorServiceHandlers,
} from "../gen/headframe/executor/v1/ExecutorService.js";
import type {
  EnrolmentServiceDefinition,
  EnrolmentServiceHandlers,
} from "../gen/headframe/fleet/v1/EnrolmentService.js";
import type { FleetServiceDefinition, FleetServiceHandlers } from "../gen/headframe/fleet/v1/FleetService.js";
import type { ProofServiceDefinition, ProofServiceHandlers } from "../gen/headframe/pow/v1/ProofService.js";

/** Names a service of `proto/` and ties its name to the generated types. Nothing is loaded before it is used. */
export interface ServiceRef<
  Definition = grpc.ServiceDefinition,
  Handlers = grpc.UntypedServiceImplementation,
> {
  /** As on the wire, for example `headframe.pow.v1.ProofService`. */
  readonly name: string;
  /** The file below `proto/` that declares it. */
  readonly protoFile: string;
  /** Exists for the type checker only. */
  readonly types?: { readonly definition: Definition; readonly handlers: Handlers };
}

export const EXECUTOR_SERVICE: ServiceRef<ExecutorServiceDefinition, ExecutorServiceHandlers> = {
  name: "headframe.executor.v1.ExecutorService",
  protoFile: "headframe/executor/v1/executor.proto",
};

export const PROOF_SERVICE: ServiceRef<ProofServiceDefinition, ProofServiceHandlers> = {
  name: "headframe.pow.v1.ProofService",
  protoFile: "headframe/pow/v1/proof.proto",
};

export const FLEET_SERVICE: ServiceRef<FleetServiceDefinition, FleetServiceHandlers> = {
  name: "headframe.fleet.v1.FleetService",
  protoFile: "headframe/fleet/v1/fleet.proto",
};

export const ENROLMENT_SERVICE: ServiceRef<EnrolmentServiceDefinition, EnrolmentServiceHandlers> = {
  name: "headframe.fleet.v1.EnrolmentService",
  protoFile: "headframe/fleet/v1/fleet.proto",
};

/** What validators of the reference system call on an axon. */
export const MINER_DISCOVERY: ServiceRef<MinerDiscoveryDefinition, MinerDiscoveryHandlers> = {
  name: "basilca.miner.v1.MinerDiscovery",
  protoFile: "basilca/miner/v1/miner_discovery.proto",
};

/** What miners of the reference system call on their executors. */
export const EXECUTOR_CONTROL: ServiceRef<ExecutorControlDefinition, ExecutorControlHandlers> = {
  name: "basilca.executor.v1.ExecutorControl",
  protoFile: "basilca/executor/v1/executor_control.proto",
};

/** Methods of `grpc.health.v1.Health`, as scopes and rules of authentication name them. */
export const HEALTH_METHODS = {
  check: "grpc.health.v1.Health/Check",
  watch: "grpc.health.v1.Health/Watch",
} as const;

/** Methods by which tools ask a server what it serves. */
export const REFLECTION_METHODS: readonly string[] = ["v1", "v1alpha"].map(
  (version) => `grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
);

/** `package.Service/Method`: how scopes, rules of authentication and logs name a method. */
export function methodName<Definition>(
  service: ServiceRef<Definition, never> | ServiceRef<Definition>,
  method: keyof Definition & string,
): string {
  return `${service.name}/${method}`;
}
