import { formatHostPort, isUuid, parseHostPort } from "@headframe/kit";
import { FleetError } from "./errors.js";
import { executorIdentity } from "./executor-id.js";
import type { Fleet } from "./fleet.js";
import type { ExecutorView } from "./member.js";

/** What an executor that dials out says about itself. */
export interface EnrolmentRequest {
  /** UUID of the box. */
  readonly installationId: string;
  readonly alias: string;
  /** host:port of its gRPC server. */
  readonly grpcAddress: string;
}

export interface EnrolmentOptions {
  readonly isEnabled: boolean;
  readonly heartbeatIntervalMs: number;
}

export interface EnrolmentParts {
  readonly fleet: Fleet;
  /** Has an executor checked soon. */
  readonly hurry: (executorId: string) => void;
}

/** Executors that a fleet may have, listed and enrolled together. */
const MAX_EXECUTORS = 4096;
const ALIAS = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/;

/** Lets executors that dial out into the fleet. Its callers have proved that they know the shared secret. */
export class Enrolment {
  readonly #options: EnrolmentOptions;
  readonly #parts: EnrolmentParts;

  constructor(options: EnrolmentOptions, parts: EnrolmentParts) {
    this.#options = options;
    this.#parts = parts;
  }

  get heartbeatIntervalMs(): number {
    return this.#options.heartbeatIntervalMs;
  }

  /**
   * Adds the executor, or notes its new address, and returns its id in the fleet. A box keeps its id whatever it
   * calls itself later; a name belongs to the box that had it first.
   */
  async enrol(request: EnrolmentRequest): Promise<string> {
    this.#assertEnabled();
    const { fleet, hurry } = this.#parts;
    const { installationId, alias, grpcAddress } = wellFormed(request);
    const entries = fleet.list();
    const known = entries.find((entry) => entry.installationId === installationId);
    const idOfAlias = executorIdentity(alias).executorId;
    const named = entries.find(
      (entry) => entry !== known && (entry.executorId === idOfAlias || entry.alias === alias),
    );
    // A listed executor that was never reached may be this box; any other entry of that name is another one.
    if (named !== undefined && (known ?? named.installationId) !== undefined) throw aliasTaken(alias);
    const executorId = (known ?? named)?.executorId ?? idOfAlias;
    this.#assertAddressFree(entries, executorId, grpcAddress);
    if ((known ?? named) === undefined && entries.length >= MAX_EXECUTORS) throw fleetFull();
    const entry = { executorId, alias, grpcAddress };
    await fleet.enrol(entry, installationId);
    hurry(executorId);
    return executorId;
  }

  /** Notes a heartbeat. Throws `fleet/not-enrolled` when the executor has to enrol again. */
  heartbeat(executorId: string, installationId: string): void {
    this.#assertEnabled();
    const { fleet, hurry } = this.#parts;
    const entry = fleet.list().find((candidate) => candidate.executorId === executorId);
    if (entry === undefined || entry.installationId !== installationId) {
      throw new FleetError(
        { code: "fleet/not-enrolled", executorId },
        `executor ${executorId} is not enrolled here`,
        {
          hint: "call Enrol again",
        },
      );
    }
    const wasGone = entry.health.state === "unhealthy";
    fleet.noteHeartbeat(executorId);
    if (wasGone) hurry(executorId);
  }

  #assertEnabled(): void {
    if (this.#options.isEnabled) return;
    throw new FleetError(
      { code: "fleet/enrolment-off" },
      "this miner takes in only the executors that it lists",
      {
        hint: "list the executor in miner.toml, or set executor_management.enrolment.enabled = true there",
      },
    );
  }

  #assertAddressFree(entries: readonly ExecutorView[], executorId: string, grpcAddress: string): void {
    const other = entries.find(
      (entry) =>
        entry.executorId !== executorId && entry.grpcAddress.toLowerCase() === grpcAddress.toLowerCase(),
    );
    if (other === undefined) return;
    throw new FleetError(
      { code: "fleet/address-taken", grpcAddress },
      `${grpcAddress} is the address of executor ${other.alias}`,
      { hint: "set server.advertised_address of the executor to the address under which only it is reached" },
    );
  }
}

function fleetFull(): FleetError {
  return new FleetError(
    { code: "fleet/full", limit: MAX_EXECUTORS },
    `this fleet has ${MAX_EXECUTORS} executors`,
    { hint: "run a second miner with a hotkey of its own" },
  );
}

function aliasTaken(alias: string): FleetError {
  return new FleetError({ code: "fleet/alias-taken", alias }, `another box is called ${alias}`, {
    hint: "give each executor an alias of its own (miner.alias in its configuration)",
  });
}

function wellFormed(request: EnrolmentRequest): EnrolmentRequest {
  const installationId = request.installationId.toLowerCase();
  const address = parseHostPort(request.grpcAddress);
  if (!isUuid(installationId)) throw invalid("installation_id", "is no UUID");
  if (!ALIAS.test(request.alias)) throw invalid("alias", "must be 1 to 64 letters, digits, dots and dashes");
  if ("problem" in address) throw invalid("grpc_address", address.problem);
  return { installationId, alias: request.alias, grpcAddress: formatHostPort(address) };
}

function invalid(field: string, problem: string): FleetError {
  return new FleetError({ code: "fleet/invalid-enrolment", field }, `${field}: ${problem}`, {
    hint: "see the comments of EnrolRequest in fleet.proto",
  });
}
