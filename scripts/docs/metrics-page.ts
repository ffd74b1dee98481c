import { createRegistry } from "../../packages/kit/src/metrics/index.js";

import { code, pageHead, prose, table } from "./markdown.js";
import type { DocumentedProcess } from "./processes.js";

const INTRODUCTION = "Served in Prometheus' text format. Labels take their values from closed sets only.";

/** `docs/reference/metrics.md`: every metric of every process. */
export function metricsPage(processes: readonly DocumentedProcess[]): string {
  const lines = pageHead("Metrics", INTRODUCTION);
  for (const { name, createMetrics } of processes) {
    if (createMetrics === undefined) continue;
    lines.push(
      `## ${name}`,
      "",
      ...table(["Metric", "Kind", "Labels", "Meaning"], metricRows(createMetrics)),
    );
  }
  return lines.join("\n");
}

function metricRows(createMetrics: NonNullable<DocumentedProcess["createMetrics"]>): string[][] {
  const registry = createRegistry();
  createMetrics(registry);
  const metrics: readonly object[] = registry.getMetricsAsArray();
  if (metrics.length === 0) throw new Error("createMetrics made no metrics");
  return metrics
    .map((metric) => {
      // prom-client keeps the labels on each metric, beside what its types tell of.
      const { name, help, labelNames } = metric as {
        name: string;
        help: string;
        labelNames: readonly string[];
      };
      const kind = metric.constructor.name.toLowerCase();
      return [code(name), kind, labelNames.map(code).join(", "), prose(help)];
    })
    .toSorted(([first = ""], [second = ""]) => first.localeCompare(second));
}
