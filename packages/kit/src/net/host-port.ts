import { isIPv6 } from "node:net";

/** Where a server listens. */
export interface HostPort {
  /** Host name, IPv4 or IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*\.?$/i;

/**
 * Reads `host:port` or `[ipv6]:port`. Returns the address, or a sentence that says what is wrong with it.
 */
export function parseHostPort(text: string): HostPort | { readonly problem: string } {
  if (/^[a-z]+:\/\//i.test(text)) return { problem: `write "host:port", without "${text.split("//")[0]}//"` };
  const match = /^(?:\[(?<v6>[^\]]*)\]|(?<host>[^:]*)):(?<port>\d{1,5})$/.exec(text);
  if (!match?.groups) {
    return { problem: `"${text}" is not host:port, e.g. "box-1:50051" or "[2001:db8::1]:50051"` };
  }
  const { v6, host = "" } = match.groups;
  const port = Number(match.groups["port"]);
  if (port < 1 || port > 65535) return { problem: `port ${port} is not between 1 and 65535` };
  if (v6 !== undefined)
    return isIPv6(v6) ? { host: v6, port } : { problem: `"${v6}" is not an IPv6 address` };
  return HOST_NAME.test(host) ? { host, port } : { problem: `"${host}" is not a host name or an address` };
}

/** The inverse of {@link parseHostPort}: brackets around IPv6. */
export function formatHostPort(address: HostPort): string {
  return address.host.includes(":") ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}
