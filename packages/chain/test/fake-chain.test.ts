import { describeChain, FakeChain } from "@headframe/testkit/chain";
import { keypairFromUri } from "../src/index.js";

const NETUID = 2;
const PRICE_RAO = 500_000n;
const TEMPO = 10;

describeChain("the fake", async () => {
  const servingRateLimitBlocks = 3;
  const chain = new FakeChain({ servingRateLimitBlocks });
  const [owner, registered] = [keypairFromUri("//Alice"), keypairFromUri("//Bob")];
  chain.setNeuron(NETUID, { hotkey: owner.ss58 });
  chain.setNeuron(NETUID, { hotkey: registered.ss58, validatorPermit: true });
  const payer = keypairFromUri("//Dave");
  chain.setBalance(payer.ss58, 10n * PRICE_RAO);
  chain.setRegistration(NETUID, { priceRao: PRICE_RAO });
  const mineBlocks = (count: number): void => {
    for (let mined = 0; mined < count; mined++) chain.produceBlock();
  };
  chain.setTempo(TEMPO);
  return {
    chain,
    netuid: NETUID,
    owner,
    registered,
    unregistered: keypairFromUri("//Charlie"),
    payer,
    priceRao: PRICE_RAO,
    servingRateLimitBlocks,
    mineBlocks,
    requireCommitReveal: () => chain.setWeightTerms(NETUID, { isCommitReveal: true, rateLimitBlocks: 0 }),
    beginEpoch: () => mineBlocks(TEMPO),
    loseConnection: async () => chain.loseConnection(),
    restoreConnection: async () => chain.restoreConnection(),
    dispose: () => chain.close(),
  };
});
