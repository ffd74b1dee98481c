import { isIPv6 } from "node:net";

/**
 * What the peer `address:port` counts as for limits: an IPv4 address, or the /64 of an IPv6 one, because one host
 * usually owns a whole /64. Text that is neither counts as itself.
 */
export function peerNetwork(peer: string): string {
  const address = stripPort(peer).replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: Math.max(0, missing) }, () => "0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/** grpc-js writes `address:port`, an IPv6 address without brackets: only the last colon is sure to be before a port. */
function stripPort(peer: string): string {
  const colon = peer.lastIndexOf(":");
  return (colon < 0 ? peer : peer.slice(0, colon)).replace(/^\[|\]$/g, "");
}
