import type { AxonInfo } from "@headframe/chain";

/** `host:port` of an axon, as gRPC wants it: IPv6 addresses in brackets. */
export function axonAddress(axon: AxonInfo): string {
  return axon.ipType === 6 ? `[${axon.ip}]:${axon.port}` : `${axon.ip}:${axon.port}`;
}
