import type { describeSchema, ExampleValues } from "../../packages/kit/src/config/index.js";
import type { Registry } from "../../packages/kit/src/metrics/index.js";
import { configSchema as executorSchema } from "../../packages/executor/src/config/schema.js";
import { createMetrics as createExecutorMetrics } from "../../packages/executor/src/metrics.js";
import { EXAMPLE_VALUES as MINER_EXAMPLES } from "../../packages/miner/src/config/example-values.js";
import { configSchema as minerSchema } from "../../packages/miner/src/config/schema.js";
import { createMetrics as createMinerMetrics } from "../../packages/miner/src/metrics.js";
import { configSchema as validatorSchema } from "../../packages/validator/src/config/schema.js";

/** A program with a configuration file. */
export interface DocumentedProcess {
  readonly name: string;
  readonly summary: string;
  readonly schema: Parameters<typeof describeSchema>[0];
  readonly examples: ExampleValues;
  /** Makes all of its metrics, if it has any. */
  readonly createMetrics?: (registry: Registry) => void;
}

/** Every program whose reference is generated. */
export const PROCESSES: readonly DocumentedProcess[] = [
  {
    name: "miner",
    summary: "The control plane that stands in front of a fleet.",
    schema: minerSchema,
    examples: MINER_EXAMPLES,
    createMetrics: (registry) => createMinerMetrics(registry).observe(NO_SOURCES),
  },
  {
    name: "executor",
    summary: "The daemon on each GPU box.",
    schema: executorSchema,
    examples: {},
    createMetrics: (registry) => void createExecutorMetrics(registry),
  },
  {
    name: "validator",
    summary: "The command that challenges miners and checks their answers.",
    schema: validatorSchema,
    examples: {},
  },
];

/** Where the miner would read figures when asked for them: nobody asks for them here. */
const NO_SOURCES: Parameters<ReturnType<typeof createMinerMetrics>["observe"]>[0] = {
  executorsByHealth: () => ({ unknown: 0, healthy: 0, degraded: 0, unhealthy: 0, recovering: 0 }),
  sessions: () => 0,
  chainViewAgeSeconds: () => 0,
  uid: () => 0,
  isAxonPublished: () => false,
};
