import { startLocalnet, type Localnet, type LocalnetOptions } from "@headframe/localnet";
import { connectChain, keypairFromUri } from "../../src/index.js";
import type { ChainFixture } from "@headframe/testkit/chain";

/** A localnet with one subnet, and who is on it. */
export type Subnet = Omit<ChainFixture, "chain"> & { readonly localnet: Localnet };

const SERVING_RATE_LIMIT_BLOCKS = 3;

/** The least that a subnet asks: the price does not fall any more while a test runs. */
const PRICE_RAO = 500_000n;

/** Starts one; `dispose` ends it. */
export async function openSubnet(options: LocalnetOptions = {}): Promise<Subnet> {
  const localnet = await startLocalnet(options);
  const [owner, registered] = [keypairFromUri("//Charlie"), keypairFromUri("//Dave")];
  const netuid = await localnet.dev.createSubnet({
    coldkey: "//Alice",
    hotkey: owner.ss58,
    parameters: { servingRateLimitBlocks: SERVING_RATE_LIMIT_BLOCKS },
  });
  await localnet.dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey: registered.ss58 });
  localnet.dev.setSubnetParameters(netuid, { burnRao: PRICE_RAO });
  localnet.dev.setValidatorPermit(netuid, registered.ss58, true);
  return {
    localnet,
    netuid,
    owner,
    registered,
    unregistered: keypairFromUri("//Eve"),
    payer: keypairFromUri("//Bob"),
    priceRao: PRICE_RAO,
    servingRateLimitBlocks: SERVING_RATE_LIMIT_BLOCKS,
    mineBlocks: (count) => localnet.dev.mineBlocks(count),
    requireCommitReveal: () =>
      localnet.dev.setSubnetParameters(netuid, { commitRevealWeights: true, weightsRateLimitBlocks: 0 }),
    beginEpoch: () => localnet.dev.runEpoch(netuid),
    loseConnection: () => localnet.goOffline(),
    restoreConnection: () => localnet.goOnline(),
    dispose: () => localnet.close(),
  };
}

/** The same with a client of ours that is connected to it; `dispose` ends both. */
export async function openLocalnetFixture(): Promise<ChainFixture> {
  const subnet = await openSubnet();
  const chain = await connectChain({ network: "local", endpoint: subnet.localnet.url });
  return {
    ...subnet,
    chain,
    async dispose() {
      await chain.close();
      await subnet.dispose();
    },
  };
}
