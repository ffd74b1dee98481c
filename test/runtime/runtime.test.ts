import { randomBytes } from "node:crypto";
import {
  connectChain,
  keypairFromSeed,
  keypairFromUri,
  weightCommitHash,
  type Chain,
} from "@headframe/chain";
import { startLocalnet, type Localnet } from "@headframe/localnet";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createSubnet, openWeights, requireCommitReveal, SHORT_TEMPO, waitForBlock } from "./subnet.js";
import { SubtensorNode } from "./subtensor-node.js";

/** Blocks of the localnet: it stands in where no node is named. */
const BLOCK_TIME_MS = 100;

/** How many blocks away the next epoch may be; on a chain with long ones nobody would wait for it. */
const EPOCH_LIMIT_BLOCKS = 400;

/**
 * What this project does on a chain, in the order in which a provider does it, against any Subtensor development node
 * with a funded //Alice: `CHAIN_URL=ws://127.0.0.1:9944 pnpm test:runtime`. Each test builds on the ones before.
 */
describe(`a Subtensor runtime (${process.env["CHAIN_URL"] ?? "localnet"})`, () => {
  const key = () => keypairFromSeed(new Uint8Array(randomBytes(32)));
  const [owner, miner, stranger] = [key(), key(), key()];
  const alice = keypairFromUri("//Alice");
  const axon = { ip: "203.0.113.7", port: 8091, version: 1 };
  const undo: (() => Promise<void>)[] = [];
  let chain: Chain;
  let node: SubtensorNode;
  let localnet: Localnet | undefined;
  let netuid = -1;
  let uid = -1;
  let servedInBlock = 0;

  beforeAll(async () => {
    // The library prints what a node refuses; some of it is asked for here.
    for (const method of ["log", "warn", "error"] as const) vi.spyOn(console, method).mockReturnValue();
    const url = process.env["CHAIN_URL"] ?? (await startOwnNode());
    chain = await connectChain({ network: "local", endpoint: url });
    undo.push(() => chain.close());
    node = await SubtensorNode.connect(url);
    undo.push(() => node.close());
  });
  afterAll(async () => {
    for (const step of undo.toReversed()) await step();
    vi.restoreAllMocks();
  });

  async function startOwnNode(): Promise<string> {
    const started = await startLocalnet({ blockTimeMs: BLOCK_TIME_MS });
    localnet = started;
    undo.push(() => started.close());
    return started.url;
  }

  it("has a shape that this project relies on", () => {
    expect(chain.specVersion).toBeGreaterThan(0);
    expect(chain.isConnected).toBe(true);
  });

  it("creates a subnet and starts it", async () => {
    netuid = await createSubnet(node, chain, owner.ss58);
    expect(await chain.uidOf(netuid, owner.ss58)).toBe(0);
  });

  it("registers a hotkey for its price, once", async () => {
    const { priceRao, isOpen } = await chain.registrationTerms(netuid);
    expect(isOpen).toBe(true);
    const request = { netuid, hotkey: miner.ss58, maxPriceRao: priceRao * 2n, signer: alice };
    const registration = await chain.register(request);
    ({ uid } = registration);
    expect(await chain.uidOf(netuid, miner.ss58)).toBe(uid);
    expect(await chain.registeredAt(netuid, uid)).toBe(registration.blockNumber);
    await expect(chain.register(request)).rejects.toMatchObject({ code: "chain/already-registered" });
  });

  it("refuses an axon of a hotkey that is not registered", async () => {
    await expect(chain.serveAxon({ netuid, ...axon, signer: stranger })).rejects.toMatchObject({
      detail: { code: "chain/hotkey-not-registered", netuid, hotkey: stranger.ss58 },
    });
  });

  it("serves an axon and shows it", async () => {
    servedInBlock = (await chain.serveAxon({ netuid, ...axon, signer: miner })).blockNumber;
    expect(await chain.axonOf(netuid, miner.ss58)).toMatchObject({
      ...axon,
      ipType: 4,
      block: servedInBlock,
    });
  });

  it("does not serve again within the rate limit, and says so", async () => {
    const limitBlocks = await chain.servingRateLimit(netuid);
    const { number } = await chain.bestHead();
    expect(number - servedInBlock, "blocks since the axon was served").toBeLessThan(limitBlocks);
    await expect(chain.serveAxon({ netuid, ...axon, port: 8092, signer: miner })).rejects.toMatchObject({
      detail: { code: "chain/serving-rate-limit", netuid, hotkey: miner.ss58 },
    });
    expect(await chain.axonOf(netuid, miner.ss58)).toMatchObject(axon);
  });

  it("shows both neurons in the metagraph", async () => {
    const { neurons } = await chain.metagraph(netuid);
    expect(neurons.map(({ hotkey }) => hotkey)).toEqual(expect.arrayContaining([owner.ss58, miner.ss58]));
    expect(neurons[uid]).toMatchObject({ uid, coldkey: alice.ss58, axon });
  });

  it("takes weights and shows them", async () => {
    // The localnet has no governance: its own tools do what root would.
    localnet?.dev.setSubnetParameters(netuid, { weightsRateLimitBlocks: 0 });
    await openWeights(node, chain, netuid);
    const { versionKey } = await chain.weightTerms(netuid);
    // Weight on itself is what a neuron may set before any epoch gave it a permit.
    const weights = [{ uid, weight: 65_535 }];
    const { blockNumber } = await chain.setWeights({ netuid, weights, versionKey, signer: miner });
    expect(await chain.weightsOf(netuid, uid)).toEqual(weights);
    expect((await chain.weightTerms(netuid)).lastUpdateBlocks[uid]).toBe(blockNumber);
  });

  it("refuses weights of a hotkey that is not registered", async () => {
    const { versionKey } = await chain.weightTerms(netuid);
    const request = { netuid, weights: [{ uid: 0, weight: 1 }], versionKey, signer: stranger };
    await expect(chain.setWeights(request)).rejects.toMatchObject({ code: "chain/hotkey-not-registered" });
  });

  it("takes a commitment to weights, and the weights in the epoch that was foretold", async ({ skip }) => {
    localnet?.dev.setSubnetParameters(netuid, { commitRevealWeights: true, tempo: SHORT_TEMPO });
    if (localnet === undefined) await requireCommitReveal(node, chain, netuid);
    const { next, block } = await chain.weightCommits(netuid, miner.ss58);
    const waitBlocks = next.firstBlock - block;
    skip(waitBlocks > EPOCH_LIMIT_BLOCKS, `the next epoch is ${waitBlocks} blocks away`);
    // Early in an epoch there is time to see that it is too early.
    await waitForBlock(chain, next.firstBlock);

    const { versionKey } = await chain.weightTerms(netuid);
    const committed = { netuid, weights: [{ uid, weight: 1 }], versionKey, salt: [1, 2, 3] };
    const commitHash = weightCommitHash({ ...committed, publicKey: miner.publicKey });
    const { blockNumber } = await chain.commitWeights({ netuid, commitHash, signer: miner });
    const [commit] = (await chain.weightCommits(netuid, miner.ss58)).commits;
    expect(commit).toMatchObject({ hash: commitHash, block: blockNumber, phase: "early" });
    await expect(chain.revealWeights({ ...committed, signer: miner })).rejects.toMatchObject({
      code: "chain/not-reveal-epoch",
    });

    const { firstBlock, lastBlock } = commit?.window ?? { firstBlock: 0, lastBlock: 0 };
    await waitForBlock(chain, firstBlock);
    const revealed = await chain.revealWeights({ ...committed, signer: miner });
    expect(revealed.blockNumber).toBeGreaterThan(firstBlock);
    expect(revealed.blockNumber).toBeLessThanOrEqual(lastBlock);
    expect((await chain.weightCommits(netuid, miner.ss58)).commits).toEqual([]);
    expect(await chain.weightsOf(netuid, uid)).toEqual([{ uid, weight: 65_535 }]);
  });
});
