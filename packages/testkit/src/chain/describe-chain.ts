import {
  AddressError,
  keypairFromSeed,
  weightCommitHash,
  type Chain,
  type Head,
  type Keypair,
} from "@headframe/chain";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** A chain with one subnet, as the suite finds it before each of its tests. */
export interface ChainFixture {
  readonly chain: Chain;
  readonly netuid: number;
  /** UID 0. */
  readonly owner: Keypair;
  /** UID 1, with a validator permit; never served. */
  readonly registered: Keypair;
  readonly unregistered: Keypair;
  /** A coldkey that can pay for ten registrations. */
  readonly payer: Keypair;
  /** What the next registration costs, in RAO. */
  readonly priceRao: bigint;
  /** The subnet's serving rate limit: at least 2. */
  readonly servingRateLimitBlocks: number;
  mineBlocks(count: number): void;
  /** From now on weights of the subnet are committed to and revealed in the next epoch, at any rate. */
  requireCommitReveal(): void;
  /** Lets blocks pass until the next epoch of the subnet began. */
  beginEpoch(): void;
  /** From its return on, the other side is gone. */
  loseConnection(): Promise<void>;
  restoreConnection(): Promise<void>;
  dispose(): Promise<void>;
}

/** Far longer than anything takes: a machine under load is no failure. */
const eventually = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 10_000 });

/** The first fixture may load a whole client library. */
const HOOK_TIMEOUT_MS = 60_000;

const MISSING_NETUID = 4_321;

/** Whatever runs in between, a chain's time is not another one than ours. */
const DAY_MS = 86_400_000;

/** What every implementation of the Chain port does, whatever is behind it. */
export function describeChain(name: string, open: () => Promise<ChainFixture>): void {
  describe(`${name}, as a chain`, () => {
    let fixture: ChainFixture;
    let chain: Chain;
    beforeEach(async () => {
      fixture = await open();
      chain = fixture.chain;
    }, HOOK_TIMEOUT_MS);
    afterEach(() => fixture.dispose(), HOOK_TIMEOUT_MS);
    const serve = (ip: string, port: number, signer = fixture.registered) =>
      chain.serveAxon({ netuid: fixture.netuid, ip, port, signer });

    it("shows the subnet in the order of its UIDs", async () => {
      const { netuid, owner, registered } = fixture;
      const { neurons, block, netuid: shown } = await chain.metagraph(netuid);
      expect(shown).toBe(netuid);
      expect(block).toBe((await chain.bestHead()).number);
      expect(neurons.map(({ uid, hotkey }) => [uid, hotkey])).toEqual([
        [0, owner.ss58],
        [1, registered.ss58],
      ]);
      expect(neurons[1]).toMatchObject({ validatorPermit: true, axon: null });
      expect(neurons[1]?.hotkeyPublicKey).toEqual(registered.publicKey);
      expect(typeof neurons[1]?.stakeRao).toBe("bigint");
    });

    it("finds a UID by hotkey, and nothing for a hotkey that is not registered", async () => {
      const { netuid, registered, unregistered } = fixture;
      expect(await chain.uidOf(netuid, registered.ss58)).toBe(1);
      expect(await chain.uidOf(netuid, unregistered.ss58)).toBeNull();
      expect(await chain.uidOf(MISSING_NETUID, registered.ss58)).toBeNull();
      expect(await chain.axonOf(netuid, unregistered.ss58)).toBeNull();
    });

    it("refuses a subnet that does not exist and a malformed hotkey", async () => {
      await expect(chain.metagraph(MISSING_NETUID)).rejects.toMatchObject({
        code: "chain/subnet-not-found",
        detail: { netuid: MISSING_NETUID },
      });
      await expect(chain.uidOf(fixture.netuid, "5Nonsense")).rejects.toBeInstanceOf(AddressError);
      await expect(chain.axonOf(fixture.netuid, "5Nonsense")).rejects.toBeInstanceOf(AddressError);
    });

    it("shows what registering takes, who can pay, and who came when", async () => {
      const { netuid, payer, priceRao } = fixture;
      expect(await chain.registrationTerms(netuid)).toEqual({
        priceRao,
        isOpen: true,
        canLimitPrice: true,
        immunityPeriodBlocks: expect.any(Number),
      });
      expect(await chain.balanceOf(payer.ss58)).toBeGreaterThan(priceRao);
      expect(await chain.balanceOf(keypairFromSeed(new Uint8Array(32).fill(77)).ss58)).toBe(0n);
      const [first, second] = [await chain.registeredAt(netuid, 0), await chain.registeredAt(netuid, 1)];
      expect(second).toBeGreaterThan(first);
      const subnetAt = await chain.subnetRegisteredAt(netuid);
      expect(subnetAt).toBeGreaterThan(0);
      expect(subnetAt).toBeLessThanOrEqual(first);
      expect(await chain.subnetRegisteredAt(MISSING_NETUID)).toBe(0);
      await expect(chain.registrationTerms(MISSING_NETUID)).rejects.toMatchObject({
        code: "chain/subnet-not-found",
      });
    });

    it("registers a hotkey, which costs the price", async () => {
      const { netuid, payer, priceRao, unregistered } = fixture;
      const before = await chain.balanceOf(payer.ss58);
      const request = { netuid, hotkey: unregistered.ss58, maxPriceRao: priceRao, signer: payer };
      const { uid, blockNumber, blockHash, extrinsicHash } = await chain.register(request);
      expect(uid).toBe(2);
      expect([blockHash.length, extrinsicHash.length]).toEqual([32, 32]);
      expect(await chain.uidOf(netuid, unregistered.ss58)).toBe(2);
      expect(await chain.registeredAt(netuid, 2)).toBe(blockNumber);
      expect(before - (await chain.balanceOf(payer.ss58))).toBeGreaterThanOrEqual(priceRao);
      expect((await chain.metagraph(netuid)).neurons[2]?.coldkey).toBe(payer.ss58);
      await expect(chain.register({ ...request, maxPriceRao: priceRao * 10n })).rejects.toMatchObject({
        code: "chain/already-registered",
      });
    });

    it("refuses a registration above its limit, without means and on no subnet", async () => {
      const { netuid, payer, priceRao, unregistered } = fixture;
      const request = { netuid, hotkey: unregistered.ss58, maxPriceRao: priceRao, signer: payer };
      const poor = keypairFromSeed(new Uint8Array(32).fill(78));
      const refusals = [
        [{ maxPriceRao: priceRao - 1n }, "chain/price-too-high"],
        [{ signer: poor }, "chain/balance-too-low"],
        [{ netuid: MISSING_NETUID }, "chain/subnet-not-found"],
      ] as const;
      for (const [change, code] of refusals) {
        await expect(chain.register({ ...request, ...change })).rejects.toMatchObject({ code });
      }
      await expect(chain.register({ ...request, hotkey: "5Nonsense" })).rejects.toBeInstanceOf(AddressError);
      expect(await chain.uidOf(netuid, unregistered.ss58)).toBeNull();
    });

    it("tells the time of a block", async () => {
      const { hash } = await chain.bestHead();
      const timeMs = await chain.timestampOf(hash);
      expect(Math.abs(Date.now() - timeMs)).toBeLessThan(DAY_MS);
    });

    it("serves an axon and shows it", async () => {
      const { netuid, registered } = fixture;
      const { blockNumber, blockHash, extrinsicHash } = await chain.serveAxon({
        netuid,
        ip: "203.0.113.7",
        port: 8091,
        protocol: 4,
        version: 10_002_000,
        signer: registered,
      });
      expect(blockHash).toHaveLength(32);
      expect(extrinsicHash).toHaveLength(32);
      const axon = {
        ip: "203.0.113.7",
        port: 8091,
        ipType: 4,
        protocol: 4,
        version: 10_002_000,
        block: blockNumber,
      };
      expect(await chain.axonOf(netuid, registered.ss58)).toEqual(axon);
      expect((await chain.metagraph(netuid)).neurons[1]?.axon).toEqual(axon);
    });

    it("serves an IPv6 address", async () => {
      await serve("2001:db8::1", 8091);
      expect(await chain.axonOf(fixture.netuid, fixture.registered.ss58)).toMatchObject({
        ip: "2001:db8::1",
        ipType: 6,
      });
    });

    it("shows the address 0 as no axon, and still counts it for the rate limit", async () => {
      const { netuid, registered } = fixture;
      expect(await chain.axonServedAt(netuid, registered.ss58)).toBe(0);
      const { blockNumber } = await serve("0.0.0.0", 8091);
      expect(await chain.axonOf(netuid, registered.ss58)).toBeNull();
      expect(await chain.axonServedAt(netuid, registered.ss58)).toBe(blockNumber);
      await expect(serve("203.0.113.7", 8091)).rejects.toMatchObject({ code: "chain/serving-rate-limit" });
    });

    it("refuses to serve for a hotkey that is not registered", async () => {
      await expect(serve("203.0.113.7", 8091, fixture.unregistered)).rejects.toMatchObject({
        code: "chain/hotkey-not-registered",
        detail: { netuid: fixture.netuid, hotkey: fixture.unregistered.ss58 },
      });
    });

    it.each([
      ["203.0.113.7", 0],
      ["203.0.113.7", 65_536],
      ["miner.example", 8091],
      ["", 8091],
    ])("refuses to serve %j:%i", async (ip, port) => {
      await expect(serve(ip, port)).rejects.toMatchObject({
        code: "chain/invalid-axon",
        detail: { ip, port },
      });
    });

    it("refuses to serve again within the rate limit, and serves after it", async () => {
      const { netuid, registered, servingRateLimitBlocks } = fixture;
      expect(await chain.servingRateLimit(netuid)).toBe(servingRateLimitBlocks);
      await serve("203.0.113.7", 8091);
      await expect(serve("203.0.113.8", 8091)).rejects.toMatchObject({ code: "chain/serving-rate-limit" });
      fixture.mineBlocks(servingRateLimitBlocks);
      await serve("203.0.113.8", 8091);
      expect(await chain.axonOf(netuid, registered.ss58)).toMatchObject({ ip: "203.0.113.8" });
    });

    it("sets weights, shows them scaled to the largest, and not again within the rate limit", async () => {
      const { netuid, registered: signer } = fixture;
      const { rateLimitBlocks, versionKey, isCommitReveal } = await chain.weightTerms(netuid);
      expect(isCommitReveal).toBe(false);
      expect(await chain.weightsOf(netuid, 1)).toEqual([]);
      fixture.mineBlocks(rateLimitBlocks);
      const weights = [
        { uid: 0, weight: 50 },
        { uid: 1, weight: 100 },
      ];
      const { blockNumber } = await chain.setWeights({ netuid, weights, versionKey, signer });
      expect(await chain.weightsOf(netuid, 1)).toEqual([
        { uid: 0, weight: 32_767 },
        { uid: 1, weight: 65_535 },
      ]);
      expect((await chain.weightTerms(netuid)).lastUpdateBlocks[1]).toBe(blockNumber);
      await expect(chain.setWeights({ netuid, weights, versionKey, signer })).rejects.toMatchObject({
        detail: { code: "chain/weights-rate-limit", netuid, hotkey: signer.ss58 },
      });
    });

    it("reveals what was committed to in the next epoch, and neither before nor twice", async () => {
      const { netuid, registered: signer, owner } = fixture;
      fixture.requireCommitReveal();
      const { versionKey, isCommitReveal } = await chain.weightTerms(netuid);
      expect(isCommitReveal).toBe(true);
      const weights = [
        { uid: 1, weight: 100 },
        { uid: 0, weight: 50 },
      ];
      const committed = { netuid, weights, versionKey, salt: [1, 65_535] };
      const commitHash = weightCommitHash({ ...committed, publicKey: signer.publicKey });
      const before = await chain.weightCommits(netuid, signer.ss58);
      expect(before.commits).toEqual([]);
      await expect(chain.setWeights({ ...committed, signer })).rejects.toMatchObject({
        detail: { code: "chain/weights-refused", reason: "CommitRevealEnabled" },
      });

      const { blockNumber } = await chain.commitWeights({ netuid, commitHash, signer });
      const [commit, ...others] = (await chain.weightCommits(netuid, signer.ss58)).commits;
      expect(others).toEqual([]);
      expect(commit).toMatchObject({ hash: commitHash, block: blockNumber, phase: "early" });
      expect(commit?.window).toEqual(before.next);
      await expect(chain.revealWeights({ ...committed, signer })).rejects.toMatchObject({
        code: "chain/not-reveal-epoch",
      });

      fixture.beginEpoch();
      const due = await chain.weightCommits(netuid, signer.ss58);
      expect(due.commits).toMatchObject([{ phase: "due", window: { epoch: before.next.epoch } }]);
      await expect(chain.revealWeights({ ...committed, salt: [2], signer })).rejects.toMatchObject({
        code: "chain/no-such-commit",
      });
      const revealed = await chain.revealWeights({ ...committed, signer });
      expect(revealed.blockNumber).toBeGreaterThanOrEqual(due.commits[0]?.window.firstBlock ?? Infinity);
      expect(await chain.weightsOf(netuid, 1)).toEqual([
        { uid: 1, weight: 65_535 },
        { uid: 0, weight: 32_767 },
      ]);
      expect((await chain.weightCommits(netuid, signer.ss58)).commits).toEqual([]);
      expect((await chain.weightCommits(netuid, owner.ss58)).commits).toEqual([]);
    });

    it("shows what was not revealed in its epoch as expired", async () => {
      const { netuid, registered: signer } = fixture;
      fixture.requireCommitReveal();
      await chain.commitWeights({ netuid, commitHash: `0x${"ab".repeat(32)}`, signer });
      fixture.beginEpoch();
      fixture.beginEpoch();
      const { commits } = await chain.weightCommits(netuid, signer.ss58);
      expect(commits).toMatchObject([{ hash: `0x${"ab".repeat(32)}`, phase: "expired" }]);
    });

    it("refuses weights of a hotkey that is not registered, and of a subnet that is not there", async () => {
      const { netuid, unregistered: signer } = fixture;
      const weights = [{ uid: 0, weight: 1 }];
      await expect(chain.setWeights({ netuid, weights, versionKey: 0n, signer })).rejects.toMatchObject({
        code: "chain/hotkey-not-registered",
      });
      await expect(chain.weightTerms(MISSING_NETUID)).rejects.toMatchObject({
        code: "chain/subnet-not-found",
      });
    });

    it("tells of new heads until unsubscribed", async () => {
      const heads: Head[] = [];
      const unsubscribe = chain.subscribeHeads((head) => heads.push(head));
      const before = await chain.bestHead();
      fixture.mineBlocks(2);
      await eventually(() => expect(heads.at(-1)?.number).toBe(before.number + 2));
      expect(heads.at(-1)).toEqual(await chain.bestHead());
      unsubscribe();
      unsubscribe();
      const heard = heads.length;
      fixture.mineBlocks(1);
      await eventually(async () => expect((await chain.bestHead()).number).toBe(before.number + 3));
      expect(heads).toHaveLength(heard);
    });

    it("has a finalized head that the best is not behind", async () => {
      const finalized = await chain.finalizedHead();
      expect(finalized.hash).toHaveLength(32);
      expect((await chain.bestHead()).number).toBeGreaterThanOrEqual(finalized.number);
    });

    it("ends a call when its signal fires, with the signal's reason", async () => {
      const reason = new Error("not needed any more");
      const signal = AbortSignal.abort(reason);
      await expect(chain.bestHead({ signal })).rejects.toBe(reason);
      await expect(chain.metagraph(fixture.netuid, { signal })).rejects.toBe(reason);
    });

    it("fails at once while the connection is lost, and goes on when it is back", async () => {
      const heads: number[] = [];
      chain.subscribeHeads(({ number }) => heads.push(number));
      const { number: before } = await chain.bestHead();
      await fixture.loseConnection();
      await eventually(() => expect(chain.isConnected).toBe(false));
      await expect(chain.bestHead()).rejects.toMatchObject({ code: "chain/disconnected" });
      await expect(serve("203.0.113.7", 8091)).rejects.toMatchObject({ code: "chain/disconnected" });

      await fixture.restoreConnection();
      await eventually(() => expect(chain.isConnected).toBe(true));
      await serve("203.0.113.7", 8091);
      await eventually(() => expect(heads.at(-1)).toBe(before + 1));
    });

    it("refuses every call once closed, and can be closed twice", async () => {
      await chain.close();
      await chain.close();
      expect(chain.isConnected).toBe(false);
      await expect(chain.bestHead()).rejects.toMatchObject({ code: "chain/closed" });
      await expect(serve("203.0.113.7", 8091)).rejects.toMatchObject({ code: "chain/closed" });
    });
  });
}
