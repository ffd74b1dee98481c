import { TypeRegistry } from "@polkadot/types";
import { blake2AsHex } from "@polkadot/util-crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectChain, weightCommitHash, type Chain } from "../../src/index.js";
import { dividedBlocks } from "../../src/substrate/epoch-clock.js";
import { openSubnet, type Subnet } from "./localnet-fixture.js";
import { RequestSpy } from "./request-spy.js";
import { hurried } from "./test-time.js";

/** The first connection loads the whole client library. */
const HOOK_TIMEOUT_MS = 60_000;

let subnet: Subnet;
let chain: Chain;
let spy: RequestSpy;

beforeAll(async () => {
  subnet = await openSubnet({ finalityLagBlocks: 2 });
  spy = new RequestSpy(subnet.localnet);
  chain = await connectChain({ network: "local", endpoint: subnet.localnet.url });
}, HOOK_TIMEOUT_MS);
afterAll(async () => {
  await chain.close();
  await subnet.dispose();
}, HOOK_TIMEOUT_MS);

beforeEach(() => {
  const { localnet, netuid, registered } = subnet;
  spy.reset();
  localnet.dev.setValidatorPermit(netuid, registered.ss58, true);
  localnet.dev.setSubnetParameters(netuid, {
    commitRevealWeights: false,
    weightsRateLimitBlocks: 0,
    weightsVersionKey: 0,
    minAllowedWeights: 1,
  });
});

const request = () => ({
  netuid: subnet.netuid,
  weights: [{ uid: 0, weight: 1 }],
  versionKey: 4n,
  signer: subnet.registered,
});

describe("weights", () => {
  it("are read with what the subnet asks of them", async () => {
    const { localnet, netuid } = subnet;
    localnet.dev.setSubnetParameters(netuid, {
      weightsRateLimitBlocks: 7,
      minAllowedWeights: 2,
      weightsVersionKey: 1_234,
      commitRevealWeights: true,
    });
    localnet.dev.setStakeThreshold(5);
    expect(await chain.weightTerms(netuid)).toMatchObject({
      versionKey: 1_234n,
      rateLimitBlocks: 7,
      minUids: 2,
      maxShare: 1,
      isCommitReveal: true,
      stakeThresholdRao: 5_000_000_000n,
    });
    localnet.dev.setStakeThreshold(0);
  });

  it.each([
    { parameters: { commitRevealWeights: true }, reason: "CommitRevealEnabled" },
    { parameters: { weightsVersionKey: 5 }, reason: "IncorrectWeightVersionKey" },
    { parameters: { minAllowedWeights: 2 }, reason: "WeightVecLengthIsLow" },
  ])("are refused by the chain with $reason, which is named", async ({ parameters, reason }) => {
    const { localnet, netuid } = subnet;
    localnet.dev.setSubnetParameters(netuid, parameters);
    await expect(chain.setWeights(request())).rejects.toMatchObject({
      detail: { code: "chain/weights-refused", netuid, reason },
    });
  });

  it("of a validator without a permit are refused", async () => {
    const { localnet, netuid, registered } = subnet;
    localnet.dev.setValidatorPermit(netuid, registered.ss58, false);
    await expect(chain.setWeights(request())).rejects.toMatchObject({
      detail: { code: "chain/weights-refused", reason: "NeuronNoValidatorPermit" },
    });
  });
});

describe("a commitment to weights", () => {
  const salt = [1, 2, 65_535];
  const hash = () => weightCommitHash({ ...request(), salt, publicKey: subnet.registered.publicKey });
  const commit = () => {
    const { netuid, signer } = request();
    return chain.commitWeights({ netuid, commitHash: hash(), signer });
  };
  const reveal = () => chain.revealWeights({ ...request(), salt });
  const fork = () => {
    spy.beforeNext("chain_getBlock", () => {
      subnet.localnet.dev.fork(1);
      return undefined;
    });
  };

  beforeEach(() => {
    subnet.localnet.dev.setSubnetParameters(subnet.netuid, { commitRevealWeights: true });
  });

  it("is to the SCALE tuple that the runtime hashes", () => {
    const { netuid, versionKey } = request();
    const type = "(AccountId,u16,Vec<u16>,Vec<u16>,Vec<u16>,u64)";
    const tuple = [subnet.registered.publicKey, netuid, [0], [1], salt, versionKey];
    const encoded = new TypeRegistry().createTypeUnsafe(type, [tuple]).toU8a();
    expect(hash()).toBe(blake2AsHex(encoded, 256));
  });

  it("is found in the chain's state when its watch was lost, and so is its revelation", async () => {
    const { localnet, netuid, registered } = subnet;
    fork();
    const committed = await hurried(commit);
    const { commits } = await chain.weightCommits(netuid, registered.ss58);
    expect(commits).toMatchObject([{ hash: hash(), block: committed.blockNumber }]);

    localnet.dev.runEpoch(netuid);
    localnet.dev.mineBlocks(3);
    const before = localnet.headNumber;
    fork();
    const revealed = await hurried(reveal);
    expect((await chain.weightCommits(netuid, registered.ss58)).commits).toEqual([]);
    // In the first block of the branch, which has one more.
    expect(revealed.blockNumber).toBe(before + 1);
    expect(localnet.headNumber).toBe(before + 2);
    expect(await chain.timestampOf(revealed.blockHash)).toBeGreaterThan(0);
  });

  it("can be revealed in the blocks that were foretold, to the block", async () => {
    const { localnet, netuid, registered } = subnet;
    localnet.dev.setSubnetParameters(netuid, { tempo: 6, revealPeriodEpochs: 2 });
    await commit();
    const phase = async () => (await chain.weightCommits(netuid, registered.ss58)).commits.at(-1)?.phase;
    const window = (await chain.weightCommits(netuid, registered.ss58)).commits.at(-1)?.window;
    const { firstBlock, lastBlock } = window ?? { firstBlock: 0, lastBlock: 0 };
    expect(lastBlock - firstBlock).toBe(5);
    // The phase is that of the next block.
    localnet.dev.mineBlocks(firstBlock - 2 - localnet.headNumber);
    expect(await phase()).toBe("early");
    localnet.dev.mineBlocks(1);
    expect(await phase()).toBe("due");
    localnet.dev.mineBlocks(lastBlock - 1 - localnet.headNumber);
    expect(await phase()).toBe("due");
    expect((await reveal()).blockNumber).toBe(lastBlock);
  });
});

describe("epochs of runtimes that divide blocks", () => {
  it("begin where (block + netuid + 1) divides by (tempo + 1)", () => {
    const [netuid, tempo] = [39, 360];
    const clock = dividedBlocks(netuid, tempo, 1000);
    expect(clock.current).toBe(Math.floor((1001 + 40) / 361));
    const start = clock.startOf(clock.current + 1);
    expect((start + netuid + 1) % (tempo + 1)).toBe(0);
    expect([clock.epochOf(start - 1), clock.epochOf(start)]).toEqual([clock.current, clock.current + 1]);
  });
});
