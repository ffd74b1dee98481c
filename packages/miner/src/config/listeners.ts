import type { ListenTarget } from "@headframe/kit";
import type { Sections } from "./sections.js";

/** A listener, and the key of its port: `bittensor.axon_port`. */
export type ConfiguredListener = ListenTarget & { readonly portKey: string };

/** Everything that a miner of this configuration listens on. A port of 0 is any free one. */
export function listenersOf(
  config: Pick<Sections, "bittensor" | "server" | "http_axon" | "api" | "metrics">,
): readonly ConfiguredListener[] {
  const { bittensor, server, http_axon: http, api, metrics } = config;
  const { prometheus } = metrics;
  return [
    {
      what: "the axon",
      host: bittensor.axon_host,
      port: bittensor.axon_port,
      hostKey: "bittensor.axon_host",
      portKey: "bittensor.axon_port",
    },
    {
      what: "the enrolment server",
      host: server.host,
      port: server.port,
      hostKey: "server.host",
      portKey: "server.port",
    },
    ...(http.enabled
      ? [
          {
            what: "the HTTP axon",
            host: bittensor.axon_host,
            port: http.port,
            hostKey: "bittensor.axon_host",
            portKey: "http_axon.port",
          },
        ]
      : []),
    { what: "the HTTP API", host: api.host, port: api.port, hostKey: "api.host", portKey: "api.port" },
    ...(metrics.enabled && prometheus.enabled
      ? [
          {
            what: "the metrics server",
            host: prometheus.host,
            port: prometheus.port,
            hostKey: "metrics.prometheus.host",
            portKey: "metrics.prometheus.port",
          },
        ]
      : []),
  ];
}
