import { errorCode } from "@headframe/kit";
import type { NetworkInterfaceInfo } from "node:os";
import { expect, test } from "vitest";
import { externalIp } from "../../src/axon/external-ip.js";

function interfaces(...addresses: readonly string[]) {
  const infos = addresses.map((address) => ({ address, internal: false }) as NetworkInterfaceInfo);
  return { lo: [{ address: "127.0.0.1", internal: true } as NetworkInterfaceInfo], eth0: infos };
}

const NOTHING = {
  configured: undefined,
  network: "finney",
  interfaces: interfaces("10.0.0.2"),
  served: undefined,
} as const;

test.each([
  [
    "the configured address",
    { ...NOTHING, configured: "192.0.2.1", interfaces: interfaces("8.8.8.8") },
    "192.0.2.1",
  ],
  ["the loopback address on a development chain", { ...NOTHING, network: "local" as const }, "127.0.0.1"],
  [
    "this machine's public address",
    { ...NOTHING, interfaces: interfaces("10.1.2.3", "100.64.0.1", "8.8.8.8") },
    "8.8.8.8",
  ],
  ["IPv4 before IPv6", { ...NOTHING, interfaces: interfaces("2a01:4f8::1", "8.8.8.8") }, "8.8.8.8"],
  [
    "a public IPv6 address",
    {
      ...NOTHING,
      interfaces: interfaces(
        "fe80::1",
        "fd00::1",
        "2001:0:1::1",
        "2001:1ff::1",
        "2002:808:808::1",
        "3fff::1",
        "2a01:4f8::1",
      ),
    },
    "2a01:4f8::1",
  ],
  [
    "an IPv6 address next to a special range",
    { ...NOTHING, interfaces: interfaces("2001:200::1") },
    "2001:200::1",
  ],
  ["what is on chain already", { ...NOTHING, served: "9.9.9.9" }, "9.9.9.9"],
])("publishes %s", (_, sources, ip) => {
  expect(externalIp(sources)).toBe(ip);
});

test.each([
  ["none to be known", NOTHING],
  ["a private one on chain alone", { ...NOTHING, served: "10.0.0.9" }],
])("asks for the address when there is %s", (_, sources) => {
  let code: string | undefined;
  try {
    externalIp(sources);
  } catch (error) {
    code = errorCode(error);
  }
  expect(code).toBe("axon/no-external-ip");
});
