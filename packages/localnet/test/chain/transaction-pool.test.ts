import { silentLogger, systemClock } from "@headframe/kit";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BlockProducer } from "../../src/chain/block-producer.js";
import { Chain } from "../../src/chain/chain.js";
import { TransactionPool, type TransactionStatus } from "../../src/chain/transaction-pool.js";
import { developmentKey, type DevelopmentKey } from "../../src/dev/development-key.js";
import { signCall } from "../../src/dev/sign-call.js";
import { RUNTIME_VERSION } from "../../src/runtime/version.js";
import { decodeExtrinsic, type SignedExtrinsic } from "../../src/execution/extrinsic.js";
import { toHex } from "../../src/scale/hex.js";
import { PATIENCE } from "../support/patience.js";

const CAPACITY = 3;
const { spec_version: specVersion } = RUNTIME_VERSION;
const MUCH_RAO = 10n ** 15n;

describe("the transaction pool", () => {
  let alice: DevelopmentKey;
  let bob: DevelopmentKey;
  let chain: Chain;
  let pool: TransactionPool;

  beforeAll(async () => {
    await cryptoWaitReady();
    [alice, bob] = [developmentKey("//Alice"), developmentKey("//Bob")];
  });
  beforeEach(() => {
    const balances = new Map([alice, bob].map(({ publicKey }) => [toHex(publicKey), MUCH_RAO]));
    const origin = { balances, networkRateLimitBlocks: 0n, timestampMs: 0, allowLoopbackAxon: false };
    chain = new Chain({ origin, finalityLagBlocks: 1 }, { clock: systemClock });
    pool = new TransactionPool(chain, () => undefined, CAPACITY);
  });

  const remark = (nonce: number, pair = alice): SignedExtrinsic => {
    const call = { type: "System", value: { type: "remark", value: { remark: "0x00" } } } as const;
    return decodeExtrinsic(signCall(call, { pair, nonce, genesisHash: chain.genesisHash, specVersion }));
  };
  const watched = (extrinsic: SignedExtrinsic): readonly string[] => {
    const statuses: string[] = [];
    pool.watch(extrinsic, ({ status }: TransactionStatus) => void statuses.push(status));
    return statuses;
  };

  it("is full at its capacity, those that wait for their turn included, until a block was built", () => {
    expect([remark(0), remark(1), remark(7)].map((one) => pool.submit(one))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(pool.submit(remark(0, bob))).toEqual({ kind: "full" });
    chain.produce(pool.ready);
    expect(pool.submit(remark(0, bob))).toBeUndefined();
  });

  it("gives transactions out by nonce, however they came", () => {
    const [first, second] = [remark(0), remark(1)];
    pool.submit(second);
    expect(pool.ready).toEqual([]);
    pool.submit(first);
    expect(pool.ready).toEqual([first, second]);
  });

  it("tells inBlock and finalized, each once", () => {
    const extrinsic = remark(0);
    pool.submit(extrinsic);
    const statuses = watched(extrinsic);
    for (let built = 0; built < 3; built++) chain.produce(pool.ready);
    expect(statuses).toEqual(["ready", "inBlock", "finalized"]);
  });

  it("keeps a transaction whose predecessor fell out of its block waiting", () => {
    const [first, second] = [remark(0), remark(1)];
    pool.submit(first);
    pool.submit(second);
    const statuses = watched(second);
    pool.drop([first]);
    chain.produce(pool.ready);
    expect(statuses).toEqual(["ready", "future"]);
    pool.submit(remark(0));
    expect(statuses).toEqual(["ready", "future", "ready"]);
  });

  it("takes back what was in blocks that another branch replaced", () => {
    const extrinsic = remark(0);
    pool.submit(extrinsic);
    const statuses = watched(extrinsic);
    chain.produce(pool.ready);
    const { hash } = chain.head;
    chain.retract(1);
    expect(chain.head.number).toBe(0);
    expect(chain.blockByHash(hash)).toBeUndefined();
    expect(pool.ready).toEqual([extrinsic]);
    for (let built = 0; built < 2; built++) chain.produce(pool.ready);
    expect(chain.blockByNumber(1)?.hash).not.toBe(hash);
    expect(statuses).toEqual(["ready", "inBlock", "retracted", "ready", "inBlock", "finalized"]);
    expect(pool.nextNonce(extrinsic.signer)).toBe(1);
  });

  it("never takes back what is final", () => {
    for (let built = 0; built < 3; built++) chain.produce([]);
    expect(() => chain.retract(2)).toThrow("block 2 is final");
    expect(chain.head.number).toBe(3);
  });

  it.each(["usurped", "dropped", "invalid"] as const)("ends what waits as %s when told to", (status) => {
    const [ready, future] = [remark(0), remark(5)];
    for (const extrinsic of [ready, future]) pool.submit(extrinsic);
    const statuses = [watched(ready), watched(future)];
    pool.end(status);
    expect(statuses).toEqual([
      ["ready", status],
      ["future", status],
    ]);
    expect(pool.ready).toEqual([]);
  });

  it("drops what waits when it is closed, and looks at no block afterwards", () => {
    const extrinsic = remark(5);
    pool.submit(extrinsic);
    const statuses = watched(extrinsic);
    pool.close();
    chain.produce([]);
    expect(statuses).toEqual(["future", "dropped"]);
  });

  it("gives up what a block cannot be built with, and the chain goes on", async () => {
    const stumbling = remark(0);
    // A call that no rule is there for: what a defect of the runtime looks like.
    const broken = {
      ...stumbling,
      call: { type: "System", value: { type: "nothing" } },
    } as unknown as SignedExtrinsic;
    const producer = new BlockProducer(10, { chain, logger: silentLogger });
    pool.submit(stumbling);
    const statuses = watched(stumbling);
    Object.defineProperty(pool, "ready", { get: () => (statuses.includes("dropped") ? [] : [broken]) });
    producer.start(pool);
    await expect.poll(() => chain.head.number, PATIENCE).toBeGreaterThan(0);
    await producer.stop();
    expect(statuses).toEqual(["ready", "dropped"]);
  });
});
