import { isIPv4, isIPv6 } from "node:net";

/** An address as `AxonInfo` stores it: one integer and the family. */
export interface PackedAddress {
  readonly ip: bigint;
  readonly ipType: 4 | 6;
}

/** IPv4 a.b.c.d is a·2²⁴ + b·2¹⁶ + c·2⁸ + d; IPv6 is its 128 bits. `undefined` for a text that is neither. */
export function packAddress(ip: string): PackedAddress | undefined {
  if (isIPv4(ip)) {
    const packed = ip.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
    return { ip: packed, ipType: 4 };
  }
  if (!isIPv6(ip) || ip.includes("%")) return undefined;
  const [head = "", tail] = canonicalIPv6(ip).split("::");
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  const packed = [...left, ...zeros, ...right].reduce(
    (sum, group) => sum * 65_536n + BigInt(`0x${group}`),
    0n,
  );
  return { ip: packed, ipType: 6 };
}

/** The address in text, IPv6 as RFC 5952 writes it. `undefined` for numbers that no address has. */
export function unpackAddress(ip: bigint, ipType: number): string | undefined {
  if (ipType === 4 && ip < 2n ** 32n) {
    return [24n, 16n, 8n, 0n].map((shift) => (ip >> shift) & 0xffn).join(".");
  }
  if (ipType !== 6 || ip >= 2n ** 128n) return undefined;
  const hex = ip.toString(16).padStart(32, "0");
  return canonicalIPv6(hex.match(/.{4}/g)?.join(":") ?? "");
}

/** The URL standard serialises IPv6 hosts exactly so: shortest groups, the longest run of zeros as `::`. */
function canonicalIPv6(ip: string): string {
  return new URL(`ws://[${ip}]`).hostname.slice(1, -1);
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}
