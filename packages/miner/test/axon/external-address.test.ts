import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { AxonInfo } from "@headframe/chain";
import { silentLogger } from "@headframe/kit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ExternalAddress } from "../../src/axon/external-address.js";
import { ManualClock } from "../support/manual-clock.js";

const MINUTE_MS = 60_000;
const signal = new AbortController().signal;
const served: AxonInfo = { ip: "9.9.9.9", port: 1, ipType: 4, protocol: 0, version: 0, block: 1 };

let servers: Server[];
let requests: number;
let clock: ManualClock;
beforeEach(() => {
  servers = [];
  requests = 0;
  clock = new ManualClock();
});
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A service on this machine that answers with whatever `answer` gives at the moment. */
async function service(answer: () => string, status = 200): Promise<string> {
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(status).end(answer());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const services = (...answers: readonly string[]): Promise<string[]> =>
  Promise.all(answers.map((answer) => service(() => answer)));

function finder(echoServices: readonly string[], configured?: string): ExternalAddress {
  return new ExternalAddress(
    { configured, network: "finney", echoServices },
    { clock, logger: silentLogger, interfaces: () => ({}) },
  );
}

test.each([
  ["text", ["8.8.8.8\n", "8.8.8.8", "1.1.1.1"], "8.8.8.8"],
  ["JSON", ['{"ip":"8.8.8.8","country":"x"}'], "8.8.8.8"],
  ["IPv6", ["2a01:4f8::1", "2a01:4f8::1"], "2a01:4f8::1"],
  ["IPv4 when as many see IPv6", ["2a01:4f8::1", "8.8.8.8"], "8.8.8.8"],
  ["IPv6 when more see that", ["8.8.8.8", "2a01:4f8::1", "2a01:4f8::1"], "2a01:4f8::1"],
  ["IPv6 when they disagree on IPv4", ["8.8.8.8", "1.1.1.1", "2a01:4f8::1"], "2a01:4f8::1"],
])("publishes what more than half of the services say, as %s", async (_, answers, ip) => {
  expect(await finder(await services(...answers)).find(null, signal)).toBe(ip);
});

test.each([
  ["no majority", ["8.8.8.8", "1.1.1.1"]],
  ["no majority, with one in silence", ["8.8.8.8", "2a01:4f8::1", "", ""]],
  ["a private address", ["10.0.0.1"]],
  ["no address", ["<html></html>"]],
  ["broken JSON", ["{"]],
  ["too much", [`8.8.8.8${" ".repeat(5000)}`]],
])("keeps what is on chain when the services give %s", async (_, answers) => {
  expect(await finder(await services(...answers)).find(served, signal)).toBe("9.9.9.9");
});

test("takes the address on chain for its own at the start only", async () => {
  const address = finder([]);
  expect(await address.find(served, signal)).toBe("9.9.9.9");
  expect(await address.find({ ...served, ip: "7.7.7.7" }, signal)).toBe("9.9.9.9");
  expect(await address.find(null, signal)).toBe("9.9.9.9");
  const unserved = finder([]);
  await expect(unserved.find(null, signal)).rejects.toMatchObject({ code: "axon/no-external-ip" });
  await expect(unserved.find(served, signal)).rejects.toMatchObject({ code: "axon/no-external-ip" });
});

test("asks for the address when nobody knows it", async () => {
  const failing = await service(() => "8.8.8.8", 500);
  await expect(finder([failing]).find(null, signal)).rejects.toMatchObject({ code: "axon/no-external-ip" });
});

test("asks nobody when the operator says it", async () => {
  expect(await finder(await services("8.8.8.8"), "5.5.5.5").find(null, signal)).toBe("5.5.5.5");
  expect(requests).toBe(0);
});

test("keeps to one family while the services agree on an address of each", async () => {
  let [first, second] = ["8.8.8.8", "8.8.8.8"];
  const address = finder([await service(() => first), await service(() => second)]);
  expect(await address.find(null, signal)).toBe("8.8.8.8");
  first = "2a01:4f8::1";
  clock.advance(10 * MINUTE_MS);
  expect(await address.find(null, signal)).toBe("8.8.8.8");
  second = "2a01:4f8::1";
  clock.advance(10 * MINUTE_MS);
  expect(await address.find(null, signal)).toBe("2a01:4f8::1");
  first = "8.8.8.8";
  clock.advance(10 * MINUTE_MS);
  expect(await address.find(null, signal)).toBe("2a01:4f8::1");
});

test("asks again after ten minutes, and keeps the last answer when there is none", async () => {
  let answer = "8.8.8.8";
  const address = finder([await service(() => answer)]);
  expect(await address.find(null, signal)).toBe("8.8.8.8");
  answer = "8.8.4.4";
  clock.advance(10 * MINUTE_MS - 1);
  expect(await address.find(null, signal)).toBe("8.8.8.8");
  expect(requests).toBe(1);
  clock.advance(1);
  expect(await address.find(null, signal)).toBe("8.8.4.4");
  answer = "";
  clock.advance(10 * MINUTE_MS);
  expect(await address.find(null, signal)).toBe("8.8.4.4");
  expect(requests).toBe(3);
});
