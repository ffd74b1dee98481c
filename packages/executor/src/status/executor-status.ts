import type { AppError, Clock } from "@headframe/kit";
import type { GpuClaim } from "@headframe/pow";
import type { ContainerEngine } from "../containers/engine-probe.js";
import type { BackendChoice } from "../gpu/backend-choice.js";
import type { GpuStateSource } from "../gpu/gpu-state.js";
import type { AdmissionGate } from "../proof/admission.js";
import { ChallengeError } from "../proof/errors.js";
import { type CredentialHolder, DelegationError } from "../proof/session-credential.js";
import type { IdentityStore } from "../state/identity-store.js";
import type { Identity } from "../state/identity.js";

/** What an executor can do at the moment, as in `headframe.executor.v1.ExecutorState`. */
export type ExecutorState = "ready" | "proving" | "draining" | "unable";

/** Everything that an executor says about itself. */
export interface ExecutorStatus {
  readonly state: ExecutorState;
  /** Why it takes no challenge; `undefined` when it does, or is busy with one. */
  readonly reason: AppError | undefined;
  readonly identity: Identity;
  readonly version: string;
  readonly backend: BackendChoice["kind"];
  /** In the order of slots; empty while they cannot be used. */
  readonly devices: readonly GpuClaim[];
  /** Why further devices cannot be used. */
  readonly deviceFailures: readonly AppError[];
  readonly sessionKey: Uint8Array;
  /** Unix milliseconds; `undefined` when no delegation is valid now. */
  readonly delegationNotAfterMs: number | undefined;
  readonly containers: ContainerEngine;
  readonly uptimeSeconds: number;
  readonly agentPid: number | undefined;
  readonly agentRestarts: number;
}

interface Parts {
  readonly identity: IdentityStore;
  readonly credential: CredentialHolder;
  readonly gate: AdmissionGate;
  readonly gpu: GpuStateSource;
  readonly containers: () => ContainerEngine;
  readonly clock: Clock;
}

/** Puts together what the parts of an executor know. Owns the moment of the start. */
export class StatusReporter {
  readonly #options: { readonly version: string; readonly backend: BackendChoice["kind"] };
  readonly #parts: Parts;
  readonly #startedUs: number;

  constructor(options: { readonly version: string; readonly backend: BackendChoice["kind"] }, parts: Parts) {
    this.#options = options;
    this.#parts = parts;
    this.#startedUs = parts.clock.monotonicUs();
  }

  report(): ExecutorStatus {
    const { identity, credential, gate, gpu, containers, clock } = this.#parts;
    const reason = gate.isDraining ? draining() : this.refusal();
    return {
      ...this.#options,
      state: gate.isDraining
        ? "draining"
        : reason !== undefined
          ? "unable"
          : gate.isTaken
            ? "proving"
            : "ready",
      reason,
      identity: identity.identity,
      devices: gpu.state.kind === "ready" ? gpu.state.claims : [],
      deviceFailures: gpu.state.kind === "ready" ? gpu.state.failures : [],
      sessionKey: credential.sessionKey,
      delegationNotAfterMs: credential.notAfterMs,
      containers: containers(),
      uptimeSeconds: Math.floor((clock.monotonicUs() - this.#startedUs) / 1_000_000),
      agentPid: gpu.state.kind === "ready" ? gpu.state.agent.pid : undefined,
      agentRestarts: gpu.restarts,
    };
  }

  /** From now to a moment in Unix milliseconds; 0 for none and for the past. */
  secondsUntil(unixMs: number | undefined): number {
    return unixMs === undefined ? 0 : Math.max(0, (unixMs - this.#parts.clock.nowMs()) / 1000);
  }

  /** Why a challenge would be refused before a frame of the protocol can say it. It can say that we are draining. */
  refusal(): AppError | undefined {
    const { identity, credential, gate, gpu } = this.#parts;
    if (gate.isDraining) return undefined;
    if (gpu.state.kind === "unable") return gpu.state.failure;
    if (identity.identity.adoption === undefined) {
      return new DelegationError({ code: "executor/not-adopted" }, "no miner has adopted this executor yet", {
        hint: "list its address in the miner's executor_management.executors, or set miner.endpoint here",
      });
    }
    if (credential.current() === undefined) {
      return new DelegationError(
        { code: "executor/no-delegation" },
        "the miner has not delegated to the current session key",
        { hint: "wait for the miner's next health check; if this lasts, look at the miner's log" },
      );
    }
    return undefined;
  }
}

function draining(): ChallengeError {
  return new ChallengeError(
    { code: "executor/draining" },
    "the executor is shutting down and takes no new work",
    {
      hint: "start it again, or use another one",
    },
  );
}
