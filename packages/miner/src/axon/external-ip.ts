import { isIPv6 } from "node:net";
import type { NetworkInterfaceInfo } from "node:os";
import type { NetworkName } from "@headframe/chain";
import { AxonError } from "./errors.js";
import { isPublicAddress } from "./public-address.js";

/** What this machine knows by itself. */
export interface OwnIpSources {
  /** What the operator says. */
  readonly configured: string | undefined;
  readonly network: NetworkName;
  /** As `os.networkInterfaces()` gives it. */
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
}

export interface ExternalIpSources extends OwnIpSources {
  /** What services outside say, where any were asked. */
  readonly echoed?: string | undefined;
  /** What the axon was served with before this machine could tell its address, if with any. */
  readonly served: string | undefined;
}

/**
 * The address to publish as far as nobody need be asked: the configured one; on a development chain the loopback
 * address; else the public address of an interface.
 */
export function ownIp({ configured, network, interfaces }: OwnIpSources): string | undefined {
  if (configured !== undefined) return configured;
  if (network === "local") return "127.0.0.1";
  const own = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && isPublicAddress(address))
    .map(({ address }) => address);
  // IPv4 first: every validator can dial it.
  return own.find((address) => !isIPv6(address)) ?? own[0];
}

/**
 * The address to publish: this machine's own (see {@link ownIp}), else what services outside say, else the one served
 * already, if it is a public one. Throws `axon/no-external-ip`.
 */
export function externalIp({ echoed, served, ...own }: ExternalIpSources): string {
  const chosen = ownIp(own) ?? echoed;
  if (chosen !== undefined) return chosen;
  if (served !== undefined && isPublicAddress(served)) return served;
  throw new AxonError(
    { code: "axon/no-external-ip" },
    "this machine has no public address of its own, so the miner does not know which one to publish",
    {
      hint: "set bittensor.external_ip to the address under which validators reach bittensor.axon_port, or bittensor.ip_echo_services to services that can tell it",
    },
  );
}
