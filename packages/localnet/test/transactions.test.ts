import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentKey, type DevelopmentKey } from "../src/index.js";
import { openClient, refusalOf, type LocalnetClient, type Transaction } from "./support/localnet-client.js";
import { PATIENCE } from "./support/patience.js";
import { quietLibrary } from "./support/quiet-library.js";

const invalid = (data: string) => ({ code: 1010, data });
const EXISTENTIAL_DEPOSIT_RAO = 500;
const CANNOT_PAY = invalid("Inability to pay some fees (e.g. account balance too low)");
const BAD_SIGNATURE = invalid("Transaction has a bad signature");

describe("a signed transaction", () => {
  quietLibrary();
  let client: LocalnetClient;
  let alice: DevelopmentKey;
  let bob: DevelopmentKey;

  beforeAll(async () => {
    client = await openClient();
    [alice, bob] = [developmentKey("//Alice"), developmentKey("//Bob")];
  });
  afterAll(() => client.close());

  const transfer = (to: string, rao: number | bigint): Transaction =>
    client.tx("balances", "transferAllowDeath", to, rao);
  const balanceOf = async (address: string): Promise<bigint> => {
    const account = (await client.query("system", "account", address)).toJSON() as {
      data: { free: number | string };
    };
    return BigInt(account.data.free);
  };
  const fresh = (name: string): DevelopmentKey => {
    const pair = developmentKey(`//${name}`);
    client.localnet.dev.fund(pair.address, 1);
    return pair;
  };

  it("pays the fee that was announced, and no more", async () => {
    const [from, to] = [fresh("Payer"), developmentKey("//Payee").address];
    const tx = transfer(to, 1_000_000);
    const { partialFee } = await tx.paymentInfo(from);
    const before = await balanceOf(from.address);
    const included = await client.send(tx, from);
    expect(before - (await balanceOf(from.address))).toBe(1_000_000n + partialFee.toBigInt());
    expect(await balanceOf(to)).toBe(1_000_000n);
    expect(included.event("transactionPayment.TransactionFeePaid")).toEqual([
      from.address,
      partialFee.toNumber(),
      0,
    ]);
    expect(included.events).toEqual([
      "balances.Withdraw",
      "system.NewAccount",
      "balances.Endowed",
      "balances.Transfer",
      "transactionPayment.TransactionFeePaid",
      "system.ExtrinsicSuccess",
    ]);
  });

  it("costs about what a transfer and a start_call cost on the real runtime", async () => {
    const seen = { transfer: 137_050, startCall: 222_073 };
    const transferInfo = await transfer(bob.address, 1_000_000).paymentInfo(alice);
    const startInfo = await client.tx("subtensorModule", "startCall", 1).paymentInfo(alice);
    expect(Math.abs(transferInfo.partialFee.toNumber() - seen.transfer)).toBeLessThan(100);
    expect(Math.abs(startInfo.partialFee.toNumber() - seen.startCall)).toBeLessThan(100);
  });

  it("takes a tip", async () => {
    const from = fresh("Tipper");
    const included = await client.send(transfer(bob.address, 1_000_000), from, { tip: 5000 });
    const [, fee, tip] = included.event("transactionPayment.TransactionFeePaid") as [string, number, number];
    expect(tip).toBe(5000);
    expect(fee).toBeGreaterThan(5000);
  });

  it("keeps the fee and nothing else of a call that fails", async () => {
    const from = fresh("Failing");
    const before = await balanceOf(from.address);
    const included = await client.send(transfer(bob.address, 10n ** 15n), from);
    expect(included.error).toBe("FundsUnavailable");
    const [, fee] = included.event("transactionPayment.TransactionFeePaid") as [string, number];
    expect(await balanceOf(from.address)).toBe(before - BigInt(fee));
  });

  it("removes an account that is left with less than the existential deposit", async () => {
    const from = fresh("Leaving");
    const included = await client.send(client.tx("balances", "transferAll", bob.address, false), from);
    expect(included.events).toContain("system.KilledAccount");
    expect(await balanceOf(from.address)).toBe(0n);
  });

  it("is refused when its signer cannot pay", async () => {
    const sent = client.send(transfer(bob.address, 1), developmentKey("//Penniless"), { nonce: 0 });
    expect(await refusalOf(sent)).toMatchObject(CANNOT_PAY);
  });

  it("is refused when the fee would leave less than the existential deposit, and no RAO sooner", async () => {
    const from = developmentKey("//Scraping");
    const remark = client.tx("system", "remark", "x");
    const fee = (await remark.paymentInfo(from)).partialFee.toNumber();
    const tao = (rao: number): number => rao / 1_000_000_000;
    client.localnet.dev.fund(from.address, tao(fee + EXISTENTIAL_DEPOSIT_RAO - 1));
    expect(await refusalOf(client.send(remark, from))).toMatchObject(CANNOT_PAY);
    client.localnet.dev.fund(from.address, tao(1));
    await client.send(remark, from);
    expect(await balanceOf(from.address)).toBe(BigInt(EXISTENTIAL_DEPOSIT_RAO));
  });

  it("is refused with an old nonce", async () => {
    await client.send(transfer(bob.address, 1_000_000), alice);
    const sent = client.send(transfer(bob.address, 1_000_000), alice, { nonce: 0 });
    expect(await refusalOf(sent)).toMatchObject(invalid("Transaction is outdated"));
  });

  it.each([
    ["another genesis", { genesisHash: `0x${"11".repeat(32)}` }],
    ["another spec version", { runtimeVersion: { specVersion: 1, transactionVersion: 1 } }],
    ["another transaction version", { runtimeVersion: { specVersion: 424, transactionVersion: 9 } }],
  ])("is refused when it was signed for %s", async (_what, wrong) => {
    const { genesisHash, runtimeVersion } = client.api;
    const nonce = await client.api.rpc.system.accountNextIndex(alice.address);
    const right = { blockHash: genesisHash, genesisHash, nonce, runtimeVersion };
    const sign = (options: object) => transfer(bob.address, 1_000_000).sign(alice, { ...right, ...options });
    expect(await refusalOf(client.api.rpc.author.submitExtrinsic(sign(wrong)))).toMatchObject(BAD_SIGNATURE);
    await client.api.rpc.author.submitExtrinsic(sign({}));
  });

  it("is refused when a byte of its call was changed after signing", async () => {
    const signed = await transfer(bob.address, 1_000_000).signAsync(alice);
    const bytes = signed.toU8a();
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const sent = client.api.rpc.author.submitExtrinsic(bytes);
    expect(await refusalOf(sent)).toMatchObject(BAD_SIGNATURE);
  });

  it("is refused when somebody else signed it", async () => {
    const signed = await transfer(bob.address, 1_000_000).signAsync(alice);
    const bytes = signed.toU8a();
    bytes.set(
      bob.publicKey,
      bytes.findIndex((_, index) =>
        Buffer.from(bytes)
          .subarray(index, index + 32)
          .equals(alice.publicKey),
      ),
    );
    expect(await refusalOf(client.api.rpc.author.submitExtrinsic(bytes))).toMatchObject(BAD_SIGNATURE);
  });

  it("is valid for its era, and has a bad signature afterwards", async () => {
    const nonce = await client.api.rpc.system.accountNextIndex(alice.address);
    const signed = await transfer(bob.address, 1_000_000).signAsync(alice, { era: 4, nonce });
    client.localnet.dev.mineBlocks(8);
    expect(await refusalOf(client.api.rpc.author.submitExtrinsic(signed))).toMatchObject(BAD_SIGNATURE);
  });

  it("has an ancient birth block when that block is not known", async () => {
    // Era 32768, phase 12288: from block 12288 on, which is far ahead.
    const nonce = await client.api.rpc.system.accountNextIndex(alice.address);
    const era = client.api.createType("ExtrinsicEra", { current: 12_288, period: 32_768 });
    const options = { era, nonce, blockHash: client.api.genesisHash };
    const signed = await transfer(bob.address, 1_000_000).signAsync(alice, options);
    const sent = client.api.rpc.author.submitExtrinsic(signed);
    expect(await refusalOf(sent)).toMatchObject(invalid("Transaction has an ancient birth block"));
  });
});

describe("the pool", () => {
  quietLibrary();
  const SLOW_MS = 60_000;
  let client: LocalnetClient;
  let alice: DevelopmentKey;

  /** Blocks come when the tests want them. */
  beforeAll(async () => {
    client = await openClient({ blockTimeMs: SLOW_MS });
    alice = developmentKey("//Alice");
  });
  afterAll(() => client.close());

  const remark = (text: string): Transaction => client.tx("system", "remark", text);
  const signed = (text: string, nonce: number): Promise<Transaction> =>
    remark(text).signAsync(alice, { nonce });
  const watch = async (tx: Transaction) => {
    const statuses: string[] = [];
    await client.api.rpc.author.submitAndWatchExtrinsic(tx, ({ type }) => void statuses.push(type));
    return statuses;
  };
  const submit = async (tx: Promise<Transaction>): Promise<unknown> =>
    client.api.rpc.author.submitExtrinsic(await tx);

  it("refuses another transaction with the same nonce, and the same one twice", async () => {
    const one = await signed("one", 0);
    await client.api.rpc.author.submitExtrinsic(one);
    expect(await refusalOf(submit(signed("other", 0)))).toMatchObject({
      code: 1014,
      data: "The transaction has too low priority to replace another transaction already in the pool.",
    });
    expect(await refusalOf(client.api.rpc.author.submitExtrinsic(one))).toMatchObject({ code: 1013 });
    client.localnet.dev.mineBlocks(1);
  });

  it("counts waiting transactions in the next nonce", async () => {
    await submit(signed("a", 1));
    await submit(signed("b", 2));
    expect((await client.api.rpc.system.accountNextIndex(alice.address)).toNumber()).toBe(3);
    expect((await client.api.rpc.author.pendingExtrinsics()).length).toBe(2);
    client.localnet.dev.mineBlocks(1);
    expect((await client.api.rpc.author.pendingExtrinsics()).length).toBe(0);
  });

  it("lets a transaction wait for the nonce before its own, and tells every status", async () => {
    const later = await watch(await signed("later", 4));
    await expect.poll(() => later, PATIENCE).toEqual(["Future"]);
    await submit(signed("sooner", 3));
    client.localnet.dev.mineBlocks(3);
    await expect.poll(() => later, PATIENCE).toEqual(["Future", "Ready", "InBlock", "Finalized"]);
  });

  it("tells that a transaction became invalid when its era ended before its turn came", async () => {
    const tx = await remark("late").signAsync(alice, { nonce: 9, era: 4 });
    const statuses = await watch(tx);
    await expect.poll(() => statuses, PATIENCE).toEqual(["Future"]);
    client.localnet.dev.mineBlocks(8);
    await expect.poll(() => statuses, PATIENCE).toEqual(["Future", "Invalid"]);
  });
});

describe("blocks at regular times", () => {
  quietLibrary();

  it("come by themselves, and are final some blocks later", async () => {
    const client = await openClient({ blockTimeMs: 20, finalityLagBlocks: 2 });
    try {
      const included = await client.send(client.tx("system", "remark", "x"), developmentKey("//Alice"));
      expect(included.statuses.at(-1)).toBe("Finalized");
      const { number } = await client.api.rpc.chain.getHeader(included.blockHash);
      expect(client.localnet.headNumber).toBeGreaterThanOrEqual(number.toNumber() + 2);
    } finally {
      await client.close();
    }
  });
});
