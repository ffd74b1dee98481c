import type { HardwareRegistry } from "../hardware/hardware-registry.js";
import type { Contender } from "./challenge-executor.js";
import type { MinerContact } from "./contact-miner.js";
import type { Entry } from "./run-wave.js";
import { planSession, type PlanOptions } from "./session-plan.js";

/** What is known about distances, by {@link Contender.key}. */
export interface KnownRoundTrips {
  /** Smallest round trip of the last session in microseconds; 0 if unknown. */
  of(key: string): number;
  remember(key: string, rttUs: number): void;
}

/** An executor, and the session with it or why there can be none. */
export interface PlannedExecutor {
  readonly executor: Contender["executor"];
  /** `undefined` for one that cannot be asked; `error` then says why. */
  readonly entry: Entry | undefined;
  readonly error: unknown;
}

/** Plans a session with every executor of a miner; none if the miner was not reached. */
export function planSessions(
  { miner, axon, authentication, executors }: MinerContact,
  registry: HardwareRegistry,
  options: Omit<PlanOptions, "rttUs"> & { readonly roundTrips: KnownRoundTrips },
): readonly PlannedExecutor[] {
  if (authentication === undefined) return [];
  return executors.map((executor) => {
    // Two miners may have executors with one id: ids are derived from names.
    const key = `${executor.executorId} of ${miner.hotkey}`;
    try {
      const plan = planSession(executor, registry, { ...options, rttUs: options.roundTrips.of(key) });
      const contender: Contender = { key, miner, authentication, executor, plan };
      return { executor, entry: { contender, axon }, error: undefined };
    } catch (error) {
      return { executor, entry: undefined, error };
    }
  });
}
