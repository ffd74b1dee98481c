import { type Clock, linkSignal, type Logger, pause, type Service } from "@headframe/kit";
import type { Metrics } from "../metrics.js";
import { AgentProcess, type AgentProcessOptions } from "./agent/agent-process.js";
import { formatDeviceUuid, isMigInstance } from "./describe-claim.js";
import { GpuError } from "./errors.js";
import type { GpuState, GpuStateSource } from "./gpu-state.js";
import { RemoteDevice } from "./remote-device.js";

/** A device that is idle answers in microseconds. */
const CLAIM_TIMEOUT_MS = 5_000;

export interface AgentSupervisorOptions extends AgentProcessOptions {
  /** Wait before a lost agent is started again; doubles up to `maxRestartDelayMs` while it keeps being lost. */
  readonly restartDelayMs: number;
  readonly maxRestartDelayMs: number;
  /** An agent that lived this long starts again without the doubling. */
  readonly stableAfterMs: number;
  /** How often devices that could not be used are looked at again: a driver may come up after us. */
  readonly reprobeIntervalMs: number;
}

/** How patient a supervisor is with its agent. */
export type AgentTiming = Omit<AgentSupervisorOptions, "backend" | "env">;

/** The figures of production. */
export const AGENT_TIMING: AgentTiming = {
  cancelGraceMs: 5_000,
  restartDelayMs: 500,
  maxRestartDelayMs: 30_000,
  stableAfterMs: 60_000,
  reprobeIntervalMs: 60_000,
};

interface Collaborators {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Called after every change of state. */
  readonly onChange: (state: GpuState) => void;
}

/** Keeps a gpu-agent alive. Unusable devices are a state, not an error: the executor serves its miner without them. */
export class AgentSupervisor implements Service, GpuStateSource {
  readonly name = "gpu-agent";
  readonly #options: AgentSupervisorOptions;
  readonly #collaborators: Collaborators;
  readonly #stopping = new AbortController();
  #state: GpuState = {
    kind: "unable",
    failure: new GpuError({ code: "gpu/agent-starting" }, "the gpu-agent is starting", {
      hint: "wait: devices are opened within a minute, or it says why not",
    }),
  };
  #running: Promise<void> = Promise.resolve();
  #restarts = 0;

  constructor(options: AgentSupervisorOptions, collaborators: Collaborators) {
    this.#options = options;
    this.#collaborators = collaborators;
  }

  get state(): GpuState {
    return this.#state;
  }

  /** How often a lost agent was replaced. */
  get restarts(): number {
    return this.#restarts;
  }

  /** Resolves once it is known whether the devices can be used. */
  start(signal: AbortSignal): Promise<void> {
    const stop = (): void => this.#stopping.abort();
    return new Promise((resolve) => {
      // Only until the first answer: afterwards a running challenge needs the agent until `stop` is called.
      signal.addEventListener("abort", stop, { once: true });
      this.#running = this.#keepAlive(() => {
        signal.removeEventListener("abort", stop);
        resolve();
      });
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#state.kind === "ready") this.#state.agent.kill();
    await this.#running;
  }

  /**
   * Asks the devices again what they have free. Only while none is proving: a device that does not answer in time costs
   * the agent its life, as every call does.
   */
  async refreshClaims(): Promise<void> {
    const state = this.#state;
    if (state.kind !== "ready") return;
    const limit = linkSignal(this.#stopping.signal, CLAIM_TIMEOUT_MS);
    try {
      const devices = state.claims.map(({ uuid }, slot) => new RemoteDevice(state.agent, slot, uuid));
      const claims = await Promise.all(devices.map((device) => device.claim(limit.signal)));
      // Unless the agent was replaced in the meantime.
      if (this.#state === state) this.#state = { ...state, claims };
    } finally {
      if (state.agent.isSuspect) state.agent.kill();
      limit.release();
    }
  }

  async #keepAlive(onFirstState: () => void): Promise<void> {
    const { clock, metrics, logger } = this.#collaborators;
    const { restartDelayMs, maxRestartDelayMs, stableAfterMs, reprobeIntervalMs } = this.#options;
    let delayMs = restartDelayMs;
    while (!this.#stopping.signal.aborted) {
      const startedUs = clock.monotonicUs();
      const agent = await this.#open();
      onFirstState();
      if (agent === undefined && !this.#isAgentAtFault) {
        await pause(reprobeIntervalMs, this.#stopping.signal);
        continue;
      }
      if (agent !== undefined) await this.#untilLost(agent);
      if (this.#stopping.signal.aborted) return;
      this.#restarts += 1;
      metrics.agent.restarts.inc();
      const livedMs = (clock.monotonicUs() - startedUs) / 1000;
      if (livedMs >= stableAfterMs) delayMs = restartDelayMs;
      logger.info({ delayMs }, "gpu-agent is started again");
      await pause(delayMs, this.#stopping.signal);
      delayMs = Math.min(delayMs * 2, maxRestartDelayMs);
    }
  }

  /** The agent itself broke, which another one may not; unusable devices are looked at again in their own time. */
  get #isAgentAtFault(): boolean {
    return this.#state.kind === "unable" && this.#state.failure.code === "gpu/agent-failed";
  }

  async #untilLost(agent: AgentProcess): Promise<void> {
    const { how, hungMethod, hungKernels } = await agent.exited;
    if (this.#stopping.signal.aborted) return;
    this.#collaborators.logger.error({ how, hungMethod, hungKernels }, "gpu-agent lost");
    const failure = new GpuError({ code: "gpu/agent-lost" }, `the gpu-agent ${how}; it is being restarted`, {
      hint: "if this repeats, look for Xid errors in the kernel log: dmesg | grep -i xid",
    });
    this.#enter({ kind: "unable", failure });
  }

  async #open(): Promise<AgentProcess | undefined> {
    const { logger } = this.#collaborators;
    try {
      const opened = await AgentProcess.start(this.#options, {
        logger,
        signal: this.#stopping.signal,
      });
      const { agent, claims, failures } = opened;
      if (this.#stopping.signal.aborted) {
        agent.kill();
        await agent.exited;
        return undefined;
      }
      logger.info({ agentPid: agent.pid, devices: claims.map(({ name }) => name) }, "gpu-agent ready");
      if (claims.some(isMigInstance)) {
        logger.warn(
          { devices: claims.map(formatDeviceUuid) },
          "MIG: CUDA shows a process one slice; run an executor per slice, each with its MIG-… as CUDA_VISIBLE_DEVICES",
        );
      }
      for (const failure of failures) {
        logger.error({ code: failure.code, reason: failure.message, hint: failure.hint }, "device unusable");
      }
      this.#enter({ kind: "ready", ...opened });
      return agent;
    } catch (error) {
      if (this.#stopping.signal.aborted) return undefined;
      if (!(error instanceof GpuError)) throw error;
      // `Readiness` says it, when it begins and not at every look.
      this.#enter({ kind: "unable", failure: error });
      return undefined;
    }
  }

  #enter(state: GpuState): void {
    this.#state = state;
    this.#collaborators.onChange(state);
  }
}
