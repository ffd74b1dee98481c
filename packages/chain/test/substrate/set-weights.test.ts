import { describe, expect, it, onTestFinished } from "vitest";
import { connectChain, type Chain } from "../../src/index.js";
import { openSubnet, type Subnet } from "./localnet-fixture.js";

async function open(): Promise<Subnet & { readonly chain: Chain }> {
  const subnet = await openSubnet();
  onTestFinished(() => subnet.dispose());
  const chain = await connectChain({ network: "local", endpoint: subnet.localnet.url });
  onTestFinished(() => chain.close());
  return { ...subnet, chain };
}

describe("weights", () => {
  it("are read with what the subnet asks of them", async () => {
    const { chain, localnet, netuid } = await open();
    localnet.dev.setSubnetParameters(netuid, {
      weightsRateLimitBlocks: 7,
      minAllowedWeights: 2,
      weightsVersionKey: 1_234,
      commitRevealWeights: true,
    });
    expect(await chain.weightTerms(netuid)).toMatchObject({
      versionKey: 1_234n,
      rateLimitBlocks: 7,
      minUids: 2,
      maxShare: 1,
      isCommitReveal: true,
      canTimelock: false,
    });
  });

  it.each([
    { parameters: { commitRevealWeights: true }, reason: "CommitRevealEnabled" },
    { parameters: { weightsVersionKey: 5 }, reason: "IncorrectWeightVersionKey" },
    { parameters: { minAllowedWeights: 2 }, reason: "WeightVecLengthIsLow" },
  ])("are refused by the chain with $reason, which is named", async ({ parameters, reason }) => {
    const { chain, localnet, netuid, registered } = await open();
    localnet.dev.setSubnetParameters(netuid, { ...parameters, weightsRateLimitBlocks: 0 });
    const request = { netuid, weights: [{ uid: 0, weight: 1 }], versionKey: 4n, signer: registered };
    await expect(chain.setWeights(request)).rejects.toMatchObject({
      detail: { code: "chain/weights-refused", netuid, reason },
    });
  });

  it("of a validator without a permit are refused", async () => {
    const { chain, localnet, netuid, registered: signer } = await open();
    localnet.dev.setValidatorPermit(netuid, signer.ss58, false);
    localnet.dev.setSubnetParameters(netuid, { weightsRateLimitBlocks: 0 });
    const weights = [{ uid: 0, weight: 1 }];
    await expect(chain.setWeights({ netuid, weights, versionKey: 0n, signer })).rejects.toMatchObject({
      detail: { code: "chain/weights-refused", reason: "NeuronNoValidatorPermit" },
    });
  });
});
