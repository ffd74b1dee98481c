export { configSchema, type ExecutorConfig } from "./config/schema.js";
export { createMetrics, type Metrics } from "./metrics.js";
