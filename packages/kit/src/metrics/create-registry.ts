import { collectDefaultMetrics, Registry } from "prom-client";

export interface CreateRegistryOptions {
  /** Adds memory, CPU, event-loop and garbage-collection figures of this Node process. Default: false. */
  readonly nodeMetrics?: boolean;
}

/** A registry of its own: prom-client's global one is never used. */
export function createRegistry(options: CreateRegistryOptions = {}): Registry {
  const registry = new Registry();
  if (options.nodeMetrics === true) collectDefaultMetrics({ register: registry });
  return registry;
}
