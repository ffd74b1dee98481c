import { expect, test } from "vitest";
import { peerNetwork } from "../../src/access/peer-address.js";

test.each([
  ["192.0.2.7:50123", "192.0.2.7"],
  ["::ffff:192.0.2.7:50123", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6:443", "2001:db8:1:2::/64"],
  ["2001:db8::1:443", "2001:db8:0:0::/64"],
  ["::1:4321", "0:0:0:0::/64"],
  ["[2001:db8:0:9::1]:443", "2001:db8:0:9::/64"],
  ["fe80::1%eth0:443", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
])("counts %s as %s", (peer, network) => {
  expect(peerNetwork(peer)).toBe(network);
});
