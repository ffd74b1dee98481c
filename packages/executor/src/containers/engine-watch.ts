import { every, type Logger, type Service } from "@headframe/kit";
import { type ContainerEngine, dockerSocketPath, probeContainerEngine } from "./engine-probe.js";

const PROBE_INTERVAL_MS = 60_000;

/** Knows whether the container engine answers; says so in the log when that changes. */
export class ContainerEngineWatch implements Service {
  readonly name = "container engine";
  readonly #runtime: ContainerEngine["runtime"];
  readonly #env: NodeJS.ProcessEnv;
  readonly #logger: Logger;
  readonly #stopping = new AbortController();
  #engine: ContainerEngine;
  #running: Promise<void> = Promise.resolve();

  constructor(
    runtime: ContainerEngine["runtime"],
    { env, logger }: { readonly env: NodeJS.ProcessEnv; readonly logger: Logger },
  ) {
    this.#runtime = runtime;
    this.#env = env;
    this.#logger = logger;
    this.#engine = { runtime, isReachable: false, reason: "it was not asked yet" };
  }

  get engine(): ContainerEngine {
    return this.#engine;
  }

  /** Asks once before it resolves, so that the first status is true. */
  async start(): Promise<void> {
    const { signal } = this.#stopping;
    await this.#look(signal);
    if (this.#runtime === "none") return;
    this.#running = every((stop) => this.#look(stop), {
      intervalMs: PROBE_INTERVAL_MS,
      initialDelayMs: PROBE_INTERVAL_MS,
      signal,
      onError: (error) => this.#logger.error({ err: error }, "container engine unknown"),
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #look(signal: AbortSignal): Promise<void> {
    const before = this.#engine;
    const engine = await probeContainerEngine(this.#runtime, dockerSocketPath(this.#env), signal);
    this.#engine = engine;
    if (engine.reason === before.reason) return;
    const { runtime, reason } = engine;
    if (engine.isReachable) this.#logger.info({ runtime }, "container engine answers");
    else if (runtime === "none") this.#logger.info({ runtime }, "containers switched off");
    else this.#logger.warn({ runtime, reason }, "container engine does not answer");
  }
}
