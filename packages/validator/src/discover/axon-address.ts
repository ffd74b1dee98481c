import type { AxonInfo } from "@headframe/chain";

/** `host:port` of an axon, as gRPC wants it: IPv6 addresses in brackets. */
export function axonAddress({ ip, port }: Pick<AxonInfo, "ip" | "port">): string {
  return ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
}
