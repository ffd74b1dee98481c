export { configSchema, type MinerConfig } from "./config/schema.js";
export { EXAMPLE_VALUES } from "./config/example-values.js";
export { createMetrics, type Metrics } from "./metrics.js";
export { runMiner, type MinerParts, type MinerReady } from "./miner.js";
