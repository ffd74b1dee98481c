import { networkInterfaces } from "node:os";
import { type AxonInfo, packAddress } from "@headframe/chain";
import { formatHostPort } from "@headframe/kit";
import { AxonError } from "../axon/errors.js";
import { externalIp } from "../axon/external-ip.js";
import type { MinerConfig } from "../config/schema.js";

/** What the miner of this configuration would publish, beside what is on chain. */
export interface WantedAxon {
  /** `ip:port`; absent when it is not known before the miner runs. */
  readonly address?: string;
  /** Whether it is on chain now. */
  readonly isServed: boolean;
  /** For people. */
  readonly text: string;
}

/** Compares the axon that the configuration asks for with the one on chain. */
export function wantedAxon(
  {
    axon_port: port,
    external_ip: configured,
    network,
  }: Pick<MinerConfig["bittensor"], "axon_port" | "external_ip" | "network">,
  served: AxonInfo | null,
): WantedAxon {
  try {
    const ip = externalIp({ configured, network, interfaces: networkInterfaces(), served: served?.ip });
    if (port === 0) return { isServed: false, text: `${ip}, on a port that is chosen at start` };
    const address = formatHostPort({ host: ip, port });
    const isServed =
      served !== null && served.port === port && packAddress(served.ip)?.ip === packAddress(ip)?.ip;
    return { address, isServed, text: `${address}, ${isServed ? "as on chain" : "not on chain yet"}` };
  } catch (error) {
    if (!(error instanceof AxonError)) throw error;
    return { isServed: false, text: `unknown: ${error.message}; ${error.hint ?? ""}` };
  }
}
