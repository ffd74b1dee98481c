import { BlockList, isIPv6 } from "node:net";
import type { NetworkInterfaceInfo } from "node:os";
import type { NetworkName } from "@headframe/chain";
import { AxonError } from "./errors.js";

export interface ExternalIpSources {
  /** What the operator says. */
  readonly configured: string | undefined;
  readonly network: NetworkName;
  /** As `os.networkInterfaces()` gives it. */
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
  /** The address on chain now, if there is one. */
  readonly served: string | undefined;
}

/**
 * The address to publish: the configured one; on a development chain the loopback address; else the public address
 * that this machine has itself; else the one on chain already. Nobody outside is asked. Throws
 * `axon/no-external-ip`.
 */
export function externalIp({ configured, network, interfaces, served }: ExternalIpSources): string {
  if (configured !== undefined) return configured;
  if (network === "local") return "127.0.0.1";
  const own = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && isPublic(address))
    .map(({ address }) => address);
  // IPv4 first: every validator can dial it.
  const chosen = own.find((address) => !isIPv6(address)) ?? own[0] ?? served;
  if (chosen !== undefined) return chosen;
  throw new AxonError(
    { code: "axon/no-external-ip" },
    "this machine has no public address of its own, so the miner does not know which one to publish",
    { hint: "set bittensor.external_ip to the address under which validators reach bittensor.axon_port" },
  );
}

/** Special-purpose addresses of RFC 6890 and its successors that no validator can dial. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  PRIVATE.addSubnet(network, prefix, "ipv4");
}
const GLOBAL_UNICAST = new BlockList();
GLOBAL_UNICAST.addSubnet("2000::", 3, "ipv6");
const DOCUMENTATION = new BlockList();
DOCUMENTATION.addSubnet("2001:db8::", 32, "ipv6");

function isPublic(address: string): boolean {
  if (!isIPv6(address)) return !PRIVATE.check(address, "ipv4");
  return GLOBAL_UNICAST.check(address, "ipv6") && !DOCUMENTATION.check(address, "ipv6");
}
