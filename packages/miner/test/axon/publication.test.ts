import { type AxonInfo, ChainError, keypairFromSeed } from "@headframe/chain";
import { silentLogger } from "@headframe/kit";
import { FakeChain } from "@headframe/testkit/chain";
import { expect, onTestFinished, test } from "vitest";
import { AxonPublication } from "../../src/axon/publication.js";

const NETUID = 39;
const hotkey = keypairFromSeed(new Uint8Array(32).fill(1));
const signal = new AbortController().signal;

function publish(chain: FakeChain, port = 8091): AxonPublication {
  const publication = new AxonPublication(
    { netuid: NETUID, externalIp: () => "192.0.2.1", port: () => port },
    { chain, hotkey, logger: silentLogger },
  );
  onTestFinished(() => publication.stop());
  return publication;
}

async function served(chain: FakeChain): Promise<AxonInfo | null> {
  return await chain.axonOf(NETUID, hotkey.ss58);
}

test("serves the axon, and not again when it is on chain already", async () => {
  const chain = new FakeChain();
  chain.setNeuron(NETUID, { hotkey: hotkey.ss58 });
  const publication = publish(chain);
  await publication.start(signal);
  const first = await served(chain);
  expect(first).toMatchObject({ ip: "192.0.2.1", port: 8091 });
  expect(publication.published).toEqual({ ip: "192.0.2.1", port: 8091, isConfirmed: true });
  await publish(chain).start(signal);
  expect((await served(chain))?.block).toBe(first?.block);
  await publish(chain, 8092).start(signal);
  expect((await served(chain))?.port).toBe(8092);
});

test.each(["chain/serving-rate-limit", "chain/disconnected"] as const)(
  "starts all the same when it has to wait for %s",
  async (code) => {
    const chain = new FakeChain({ servingRateLimitBlocks: code === "chain/serving-rate-limit" ? 50 : 0 });
    chain.setNeuron(NETUID, { hotkey: hotkey.ss58 });
    await publish(chain).start(signal);
    if (code === "chain/disconnected") chain.loseConnection();
    const publication = publish(chain, 8092);
    await publication.start(signal);
    expect(publication.published?.isConfirmed ?? false).toBe(false);
  },
);

test("says in the guide's words that waiting would not help", async () => {
  const chain = new FakeChain();
  chain.createSubnet(NETUID);
  const failure = await publish(chain)
    .start(signal)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "axon/not-served", cause: expect.any(ChainError) });
  expect((failure as Error).message).toMatch(
    /^Failed to serve axon on network at 192\.0\.2\.1:8091: hotkey /,
  );
});
