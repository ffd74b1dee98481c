import type { Logger, Service } from "@headframe/kit";
import type { Fleet, FleetEntry } from "./fleet.js";

export interface FleetServiceOptions {
  readonly configured: readonly FleetEntry[];
  /** Whether executors that enrolled earlier belong to the fleet. */
  readonly withEnrolled: boolean;
}

/** The fleet for as long as the process runs. */
export class FleetService implements Service {
  readonly name = "fleet";
  readonly #options: FleetServiceOptions;
  readonly #fleet: Fleet;
  readonly #logger: Logger;

  constructor(
    options: FleetServiceOptions,
    { fleet, logger }: { readonly fleet: Fleet; readonly logger: Logger },
  ) {
    this.#options = options;
    this.#fleet = fleet;
    this.#logger = logger;
  }

  async start(): Promise<void> {
    const { configured, withEnrolled } = this.#options;
    await this.#fleet.restore(configured, { withEnrolled });
    for (const { executorId, alias, grpcAddress, source } of this.#fleet.list()) {
      this.#logger.info({ executorId, alias, grpcAddress, source }, "executor of this fleet");
    }
  }

  async stop(): Promise<void> {
    this.#fleet.close();
  }
}
