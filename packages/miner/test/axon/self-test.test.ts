import { createServer, type AddressInfo, type Server } from "node:net";
import { type Logger, silentLogger } from "@headframe/kit";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SelfTest } from "../../src/axon/self-test.js";
import type { AxonAddress } from "../../src/axon/standing.js";
import { ManualClock } from "../support/manual-clock.js";

let server: Server;
let accepted: number;
let address: AxonAddress | undefined;
let clock: ManualClock;
let lines: string[];
let selfTest: SelfTest;
const logger: Logger = {
  ...silentLogger,
  info: (_fields, message) => lines.push(message),
  warn: (_fields, message) => lines.push(message),
};

beforeEach(async () => {
  [accepted, lines, clock] = [0, [], new ManualClock()];
  server = createServer((socket) => {
    accepted += 1;
    socket.resume().on("error", () => undefined); // The test's side hangs up without a word.
  });
  await listen(0);
  address = { ip: "127.0.0.1", port: (server.address() as AddressInfo).port };
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  selfTest = new SelfTest({ published: () => address }, { clock, logger });
});
afterEach(async () => {
  await selfTest.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  if (server.listening) await close();
});

const listen = (port: number): Promise<void> =>
  new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
const close = (): Promise<unknown> => new Promise((resolve) => server.close(resolve));

/** Lets the next look begin, and its dial end. */
async function look(expected: boolean | undefined): Promise<void> {
  await vi.advanceTimersByTimeAsync(10_000);
  await vi.waitFor(async () => {
    await new Promise(setImmediate);
    expect(selfTest.reach?.isReached).toBe(expected);
  });
}

test("dials what is published, and again only after ten minutes", async () => {
  await selfTest.start();
  await look(true);
  await look(true);
  await vi.waitFor(() => expect(accepted).toBe(1));
  clock.advance(600_000);
  await look(true);
  await vi.waitFor(() => expect(accepted).toBe(2));
  expect(lines).toEqual(["the published axon can be dialled"]);
});

test("says why the address cannot be dialled, once, and when it can be again", async () => {
  await close();
  await selfTest.start();
  await look(false);
  expect(selfTest.reach).toMatchObject({
    failure: {
      code: "axon/unreachable",
      detail: address,
      message: expect.stringMatching(/^the published axon 127\.0\.0\.1:\d+ cannot be dialled .*ECONNREFUSED/),
      hint: expect.stringContaining("open the port in the firewall"),
    },
  });
  clock.advance(600_000);
  await look(false);
  await listen(address?.port ?? 0);
  clock.advance(600_000);
  await look(true);
  expect(lines).toEqual([
    "the published axon cannot be dialled from here",
    "the published axon can be dialled",
  ]);
});

test("dials a new address at once, and none while nothing is published", async () => {
  await selfTest.start();
  await look(true);
  address = { ip: "127.0.0.1", port: 1 };
  await look(false);
  address = undefined;
  await look(undefined);
  expect(lines).toEqual([
    "the published axon can be dialled",
    "the published axon cannot be dialled from here",
  ]);
});
