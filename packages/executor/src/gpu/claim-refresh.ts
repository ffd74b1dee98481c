import { every, type Logger, type Service } from "@headframe/kit";
import type { AgentSupervisor } from "./agent-supervisor.js";

const INTERVAL_MS = 30_000;

interface Collaborators {
  readonly supervisor: AgentSupervisor;
  /** Whether the devices are proving: then they are left alone. */
  readonly isProving: () => boolean;
  readonly logger: Logger;
}

/** Keeps the figures of idle devices fresh, and notices a device that hangs before a validator does. */
export class ClaimRefresh implements Service {
  readonly name = "device figures";
  readonly #collaborators: Collaborators;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(collaborators: Collaborators) {
    this.#collaborators = collaborators;
  }

  async start(): Promise<void> {
    const { supervisor, isProving, logger } = this.#collaborators;
    this.#running = every(() => (isProving() ? undefined : supervisor.refreshClaims()), {
      intervalMs: INTERVAL_MS,
      initialDelayMs: INTERVAL_MS,
      signal: this.#stopping.signal,
      // The agent is replaced by its supervisor; here it is only a missed look.
      onError: (error) => logger.debug({ err: error }, "device figures not refreshed"),
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }
}
