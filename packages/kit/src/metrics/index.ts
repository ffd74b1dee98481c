export { Counter, Gauge, Histogram, Registry } from "prom-client";
export { createRegistry, type CreateRegistryOptions } from "./create-registry.js";
export {
  MetricsServer,
  type HealthReport,
  type MetricsServerOptions,
  type MetricsServerParts,
} from "./metrics-server.js";
