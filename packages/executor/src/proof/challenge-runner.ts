import { encodeAddress } from "@headframe/chain";
import { type Clock, type Logger, sleep } from "@headframe/kit";
import {
  type Admission,
  type FrameTransport,
  type PrepareMessage,
  type ProverEnd,
  type ProverOutcome,
  type ProverPolicy,
  reasonOf,
  REASONS,
  runProver,
  type VerifyHotkey,
} from "@headframe/pow";
import type { AgentProcess } from "../gpu/agent/agent-process.js";
import type { GpuStateSource } from "../gpu/gpu-state.js";
import { RemoteDevice } from "../gpu/remote-device.js";
import type { Metrics } from "../metrics.js";
import type { IdentityStore } from "../state/identity-store.js";
import type { StatusReporter } from "../status/executor-status.js";
import type { AdmissionGate } from "./admission.js";
import type { AttestationStore } from "./attestation-store.js";
import { ChallengeError } from "./errors.js";
import type { CredentialHolder } from "./session-credential.js";

interface Collaborators {
  readonly identity: IdentityStore;
  readonly credential: CredentialHolder;
  readonly gate: AdmissionGate;
  readonly gpu: GpuStateSource;
  readonly status: StatusReporter;
  readonly attestations: AttestationStore;
  readonly verifyHotkey: VerifyHotkey;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Answers challenges: one GPOW-1 session per call, on the devices of the gpu-agent, signed here. */
export class ChallengeRunner {
  /** Names the software in Ready. */
  readonly #agentText: string;
  readonly #collaborators: Collaborators;

  constructor(options: { readonly agentText: string }, collaborators: Collaborators) {
    this.#agentText = options.agentText;
    this.#collaborators = collaborators;
  }

  /**
   * Runs the session on `transport` to its end, whatever that is.
   *
   * @param executorId whom the caller means; it must be this executor.
   * @param signal shutting down.
   * @throws {ChallengeError} `executor/wrong-executor`, `executor/unreadable-prepare`
   * @throws {AppError} why no challenge can be answered now, as `StatusReporter.refusal` has it.
   */
  async run(executorId: string, transport: FrameTransport, signal: AbortSignal): Promise<void> {
    const { credential, gate, gpu, identity, status, verifyHotkey, clock, logger } = this.#collaborators;
    const refusal = status.refusal();
    if (refusal !== undefined) throw refusal;
    const { adoption } = identity.identity;
    if (adoption === undefined || adoption.executorId !== executorId) throw wrongExecutor(executorId);
    if (gpu.state.kind === "unable") throw gpu.state.failure;
    const { agent, claims } = gpu.state;
    const startedUs = clock.monotonicUs();
    const outcome = await runProver({
      transport,
      devices: claims.map(({ uuid }, slot) => new RemoteDevice(agent, slot, uuid)),
      identity: {
        genesis: adoption.genesisHash,
        miner: { scheme: adoption.minerScheme, publicKey: adoption.minerHotkey },
        executorId,
        agent: this.#agentText,
        credential: () => credential.current(),
      },
      policy: new RetiringPolicy(gate, agent),
      verifyHotkey,
      clock,
      sleep,
      signal,
    });
    const durationMs = (clock.monotonicUs() - startedUs) / 1000;
    logger.info({ executorId, durationMs, ...summarise(outcome) }, "challenge ended");
    this.#count(outcome.end, durationMs);
    await this.#keep(outcome);
    if (outcome.end.kind === "unreadable") {
      throw new ChallengeError({ code: "executor/unreadable-prepare" }, "the first frame is not a Prepare", {
        hint: "the caller does not speak GPOW-1, version 1",
      });
    }
  }

  #count(end: ProverEnd, durationMs: number): void {
    const { challenges } = this.#collaborators.metrics;
    challenges.ended.inc({ end: end.kind === "refused" ? `refused-${end.status}` : end.kind });
    if (end.kind !== "refused" && end.kind !== "unreadable") challenges.duration.observe(durationMs / 1000);
    if (end.kind !== "completed") return;
    for (const { reason } of end.verdict.gpus) challenges.verdicts.inc({ outcome: outcomeOf(reason) });
  }

  /** Evidence that cannot be written must not spoil an answer that was already given. */
  async #keep(outcome: ProverOutcome): Promise<void> {
    const { attestations, metrics, logger } = this.#collaborators;
    try {
      await attestations.keep(outcome);
    } catch (error) {
      metrics.attestations.failures.inc();
      logger.error({ err: error }, "transcript not stored");
    }
  }
}

/** The gate's policy; a gpu-agent that a driver call failed in is replaced before the next challenge is let in. */
class RetiringPolicy implements ProverPolicy {
  readonly allowLab: boolean;
  readonly #gate: AdmissionGate;
  readonly #agent: AgentProcess;

  constructor(gate: AdmissionGate, agent: AgentProcess) {
    this.allowLab = gate.allowLab;
    this.#gate = gate;
    this.#agent = agent;
  }

  async admit(prepare: PrepareMessage): Promise<Admission> {
    const admission = await this.#gate.admit(prepare);
    if (!admission.admitted) return admission;
    return {
      admitted: true,
      release: () => {
        if (this.#agent.isSuspect) this.#agent.kill();
        admission.release();
      },
    };
  }

  rememberChallenge(cid: Uint8Array): boolean {
    return this.#gate.rememberChallenge(cid);
  }
}

function wrongExecutor(executorId: string): ChallengeError {
  return new ChallengeError(
    { code: "executor/wrong-executor", executorId },
    `this is not executor ${executorId.slice(0, 64)}`,
    { hint: "compare the executor's address in the miner's configuration with its id" },
  );
}

function outcomeOf(reasonCode: number): "accept" | "reject" | "void" | "unknown" {
  const reason = reasonOf(reasonCode);
  return reason === undefined ? "unknown" : REASONS[reason].outcome;
}

/** One line's worth of an outcome. */
function summarise({ end, prepare, params }: ProverOutcome): Record<string, unknown> {
  const common = {
    end: end.kind,
    validator: prepare && encodeAddress(prepare.validatorKey),
    tier: params[0]?.tier,
    devices: prepare?.gpus.length,
  };
  switch (end.kind) {
    case "completed":
      return { ...common, reasons: end.verdict.gpus.map(({ reason }) => reasonOf(reason) ?? reason) };
    case "refused":
      return { ...common, status: end.status, detail: end.detail };
    case "aborted":
      return { ...common, by: end.by, abortCode: end.code, detail: end.detail };
    case "unreadable":
    case "disconnected":
    case "no-verdict":
      return common;
  }
}
