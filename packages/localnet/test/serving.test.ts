import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentKey } from "../src/index.js";
import { openClient, refusalOf, type LocalnetClient, type Transaction } from "./support/localnet-client.js";
import { quietLibrary } from "./support/quiet-library.js";

const RATE_LIMIT_BLOCKS = 5;
const PUBLIC_V4 = 3_405_774_853n; // 203.0.0.5
const PUBLIC_V6 = 42_540_766_411_282_592_856_903_984_951_653_826_561n; // 2001:db8::1

describe("serving an axon", () => {
  quietLibrary();
  const alice = "//Alice";
  let client: LocalnetClient;
  let netuid: number;
  let nextKey = 0;

  beforeAll(async () => {
    client = await openClient();
    netuid = await client.localnet.dev.createSubnet({
      coldkey: alice,
      hotkey: developmentKey("//Owner").address,
      parameters: { servingRateLimitBlocks: RATE_LIMIT_BLOCKS },
    });
  });
  afterAll(() => client.close());

  interface Axon {
    readonly netuid?: number;
    readonly ip?: bigint;
    readonly port?: number;
    readonly ipType?: number;
  }
  const serve = ({
    netuid: subnet = netuid,
    ip = PUBLIC_V4,
    port = 8091,
    ipType = 4,
  }: Axon = {}): Transaction =>
    client.tx("subtensorModule", "serveAxon", subnet, 10_002_000, ip, port, ipType, 4, 0, 0);

  /** A hotkey that has never had a balance. */
  const registered = async () => {
    const hotkey = developmentKey(`//Served${nextKey++}`);
    await client.localnet.dev.registerNeuron({ netuid, coldkey: alice, hotkey: hotkey.address });
    return hotkey;
  };
  const custom = (code: number) => ({
    code: 1010,
    message: `1010: Invalid Transaction: Custom error: ${code}`,
    data: `Custom error: ${code}`,
  });

  it("refuses a hotkey that is registered nowhere, before inclusion", async () => {
    const sent = client.send(serve(), developmentKey("//Nobody"));
    expect(await refusalOf(sent)).toEqual(custom(10));
  });

  it("refuses a hotkey that is registered on another subnet only", async () => {
    const hotkey = await registered();
    expect(await refusalOf(client.send(serve({ netuid: netuid + 7 }), hotkey))).toEqual(custom(10));
  });

  it("serves for a hotkey without balance, at no fee, and tells the event", async () => {
    const hotkey = await registered();
    const included = await client.send(serve(), hotkey);
    expect(included.events).toEqual([
      "subtensorModule.AxonServed",
      "transactionPayment.TransactionFeePaid",
      "system.ExtrinsicSuccess",
    ]);
    expect(included.event("subtensorModule.AxonServed")).toEqual([netuid, hotkey.address]);
    expect(included.event("transactionPayment.TransactionFeePaid")).toEqual([hotkey.address, 0, 0]);
    const axon = await client.query("subtensorModule", "axons", netuid, hotkey.address);
    expect(axon.toJSON()).toEqual({
      block: client.localnet.headNumber,
      version: 10_002_000,
      ip: Number(PUBLIC_V4),
      port: 8091,
      ipType: 4,
      protocol: 4,
      placeholder1: 0,
      placeholder2: 0,
    });
  });

  it("stores 34 bytes in the layout that a real runtime wrote", async () => {
    const hotkey = await registered();
    await client.send(serve(), hotkey);
    const axon = await client.query("subtensorModule", "axons", netuid, hotkey.address);
    const block = client.localnet.headNumber.toString(16).padStart(2, "0");
    expect(axon.toHex()).toBe(`0x${block}00000000000000509e9800050000cb0000000000000000000000009b1f04040000`);
  });

  it("refuses a second call until the rate limit has passed, and no block longer", async () => {
    const hotkey = await registered();
    await client.send(serve(), hotkey);
    client.localnet.dev.mineBlocks(RATE_LIMIT_BLOCKS - 2);
    expect(await refusalOf(client.send(serve(), hotkey))).toEqual(custom(12));
    client.localnet.dev.mineBlocks(1);
    expect((await client.send(serve({ port: 9000 }), hotkey)).events).toContain("subtensorModule.AxonServed");
  });

  it.each([
    ["loopback, version 4", { ip: 0x7f00_0001n }, 11],
    ["the broadcast address", { ip: 0xffff_ffffn }, 11],
    ["more than 32 bits as version 4", { ip: 0x1_0000_0000n }, 11],
    ["loopback, version 6", { ip: 1n, ipType: 6 }, 11],
    ["the last address of version 6", { ip: (1n << 128n) - 1n, ipType: 6 }, 11],
    ["port 0", { port: 0 }, 13],
    ["an unknown address type", { ipType: 9 }, 255],
  ])("refuses %s", async (_what, axon, code) => {
    expect(await refusalOf(client.send(serve(axon), await registered()))).toEqual(custom(code));
  });

  it.each([
    ["0.0.0.0, which means not serving", { ip: 0n }],
    ["a private address", { ip: 0x0a00_0001n }],
    ["an address of version 6", { ip: PUBLIC_V6, ipType: 6 }],
  ])("accepts %s", async (_what, axon) => {
    expect((await client.send(serve(axon), await registered())).error).toBeUndefined();
  });

  it("speaks of the rate limit before it speaks of the port", async () => {
    const hotkey = await registered();
    await client.send(serve(), hotkey);
    expect(await refusalOf(client.send(serve({ port: 0 }), hotkey))).toEqual(custom(12));
  });

  it("accepts an ed25519 hotkey", async () => {
    const { Keyring } = await import("@polkadot/keyring");
    const hotkey = new Keyring({ type: "ed25519", ss58Format: 42 }).addFromUri("//Alice");
    await client.localnet.dev.registerNeuron({ netuid, coldkey: alice, hotkey: hotkey.address });
    expect((await client.send(serve(), hotkey)).events).toContain("subtensorModule.AxonServed");
  });

  it("stores a certificate with serve_axon_tls, and silently none that is too long", async () => {
    const serveTls = (certificate: string): Transaction =>
      client.tx("subtensorModule", "serveAxonTls", netuid, 1, PUBLIC_V4, 8091, 4, 4, 0, 0, certificate);
    const [short, long] = [await registered(), await registered()];
    await client.send(serveTls(`0x01${"ab".repeat(32)}`), short);
    const stored = await client.query("subtensorModule", "neuronCertificates", netuid, short.address);
    expect(stored.toJSON()).toEqual({ publicKey: `0x${"ab".repeat(32)}`, algorithm: 1 });

    const included = await client.send(serveTls(`0x01${"ab".repeat(65)}`), long);
    expect(included.events).toContain("subtensorModule.AxonServed");
    const absent = await client.query("subtensorModule", "neuronCertificates", netuid, long.address);
    expect(absent.isEmpty).toBe(true);
  });

  it("serves prometheus, which refuses 0.0.0.0", async () => {
    const hotkey = await registered();
    const prometheus = (ip: bigint): Transaction =>
      client.tx("subtensorModule", "servePrometheus", netuid, 1, ip, 9091, 4);
    expect(await refusalOf(client.send(prometheus(0n), hotkey))).toEqual(custom(11));
    const included = await client.send(prometheus(PUBLIC_V4), hotkey);
    expect(included.events).toContain("subtensorModule.PrometheusServed");
    const stored = await client.query("subtensorModule", "prometheus", netuid, hotkey.address);
    expect(stored.toJSON()).toMatchObject({ ip: Number(PUBLIC_V4), port: 9091 });
  });
});

describe("a localnet that allows loopback axons", () => {
  quietLibrary();

  it("serves 127.0.0.1 and ::1", async () => {
    const client = await openClient({ allowLoopbackAxon: true });
    try {
      const netuid = await client.localnet.dev.createSubnet({
        coldkey: "//Alice",
        hotkey: developmentKey("//Owner").address,
        parameters: { servingRateLimitBlocks: 0 },
      });
      const hotkey = developmentKey("//Owner");
      for (const [ip, ipType] of [
        [0x7f00_0001n, 4],
        [1n, 6],
      ] as const) {
        const tx = client.tx("subtensorModule", "serveAxon", netuid, 0, ip, 8091, ipType, 0, 0, 0);
        expect((await client.send(tx, hotkey)).events).toContain("subtensorModule.AxonServed");
      }
    } finally {
      await client.close();
    }
  });
});
