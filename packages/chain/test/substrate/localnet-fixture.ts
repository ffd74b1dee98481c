import { startLocalnet, type Localnet, type LocalnetOptions } from "@headframe/localnet";
import { connectChain, keypairFromUri, type Chain } from "../../src/index.js";
import type { ChainFixture } from "@headframe/testkit/chain";

/** A running localnet with one subnet, and a client of ours that is connected to it. */
export interface LocalnetFixture extends ChainFixture {
  readonly localnet: Localnet;
}

export const SERVING_RATE_LIMIT_BLOCKS = 3;

/** Starts both. `dispose` ends both. */
export async function openLocalnetFixture(options: LocalnetOptions = {}): Promise<LocalnetFixture> {
  const localnet = await startLocalnet(options);
  const [owner, registered] = [keypairFromUri("//Charlie"), keypairFromUri("//Dave")];
  const netuid = await localnet.dev.createSubnet({
    coldkey: "//Alice",
    hotkey: owner.ss58,
    parameters: { servingRateLimitBlocks: SERVING_RATE_LIMIT_BLOCKS },
  });
  await localnet.dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey: registered.ss58 });
  localnet.dev.setValidatorPermit(netuid, registered.ss58, true);
  const chain = await connectTo(localnet);
  return {
    localnet,
    chain,
    netuid,
    owner,
    registered,
    unregistered: keypairFromUri("//Eve"),
    servingRateLimitBlocks: SERVING_RATE_LIMIT_BLOCKS,
    mineBlocks: (count) => localnet.dev.mineBlocks(count),
    loseConnection: () => localnet.goOffline(),
    restoreConnection: () => localnet.goOnline(),
    async dispose() {
      await chain.close();
      await localnet.close();
    },
  };
}

export function connectTo({ url }: Localnet): Promise<Chain> {
  return connectChain({ network: "local", endpoint: url });
}
