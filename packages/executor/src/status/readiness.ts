import { every, type Logger, type Service } from "@headframe/kit";
import type { Metrics } from "../metrics.js";
import type { StatusReporter } from "./executor-status.js";

/** A delegation ends without an event: its end is noticed within this time. */
const LOOK_INTERVAL_MS = 1_000;

interface Collaborators {
  readonly status: StatusReporter;
  /** Tells the outside: `grpc.health.v1` of the proof service. */
  readonly publish: (canProve: boolean) => void;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Tells logs, metrics and health when the executor becomes able or unable to prove. */
export class Readiness implements Service {
  readonly name = "readiness";
  readonly #collaborators: Collaborators;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** What was said last: a reason's code, or `ready`. */
  #said: string | undefined;

  constructor(collaborators: Collaborators) {
    this.#collaborators = collaborators;
  }

  async start(): Promise<void> {
    const { logger } = this.#collaborators;
    this.#running = every(() => this.update(), {
      intervalMs: LOOK_INTERVAL_MS,
      signal: this.#stopping.signal,
      onError: (error) => logger.error({ err: error }, "readiness unknown"),
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Looks now: call it after anything that may have changed the answer. */
  update(): void {
    const { status, publish, metrics, logger } = this.#collaborators;
    const { state, reason, backend, devices, delegationNotAfterMs } = status.report();
    const canProve = state === "ready" || state === "proving";
    metrics.state.canProve.set(canProve ? 1 : 0);
    metrics.state.devices.set({ backend }, devices.length);
    metrics.state.delegationRemaining.set(status.secondsUntil(delegationNotAfterMs));
    const now = canProve ? "ready" : (reason?.code ?? state);
    if (now === this.#said) return;
    this.#said = now;
    publish(canProve);
    if (canProve) logger.info({ backend, devices: devices.length }, "ready to prove");
    else if (state === "draining") logger.info({}, "draining");
    else if (now === "gpu/agent-starting") logger.debug({}, "devices are being opened");
    else logger.warn({ code: reason?.code, reason: reason?.message, hint: reason?.hint }, "cannot prove");
  }
}
