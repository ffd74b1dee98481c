import type { Chain } from "@headframe/chain";
import { sleep } from "@headframe/kit";
import type { SubtensorNode } from "./subtensor-node.js";

/** How many blocks a new subnet may make us wait before it can be started, where nobody can shorten that. */
const START_DELAY_LIMIT_BLOCKS = 60;

/** Creates a subnet that is owned by //Alice and starts it; `hotkey` (SS58) becomes its UID 0. Gives the netuid. */
export async function createSubnet(node: SubtensorNode, chain: Chain, hotkey: string): Promise<number> {
  // Real chains let somebody create a subnet once in a day.
  await sudoIfThere(node, "sudoSetNetworkRateLimit", 0);
  const events = await node.submit("subtensorModule", "registerNetwork", hotkey);
  const added = events.find(({ event }) => event.method === "NetworkAdded");
  const netuid = Number(added?.event.data[0]?.toString());
  await sudoIfThere(node, "sudoSetStartCallDelay", 0);
  await startSubnet(node, chain, netuid);
  return netuid;
}

async function startSubnet(node: SubtensorNode, chain: Chain, netuid: number): Promise<void> {
  const { number: first } = await chain.bestHead();
  for (;;) {
    try {
      await node.submit("subtensorModule", "startCall", netuid);
      return;
    } catch (error) {
      const isEarly = error instanceof Error && error.message.includes("NeedWaitingMoreBlocksToStarCall");
      const { number } = await chain.bestHead();
      if (!isEarly || number - first > START_DELAY_LIMIT_BLOCKS) throw error;
      await waitForBlock(chain, number + 5);
    }
  }
}

/** Lets plain weights be set at once, as the subnet's owner and root may: a chain's own defaults take hours. */
export async function openWeights(node: SubtensorNode, chain: Chain, netuid: number): Promise<void> {
  const { isCommitReveal } = await chain.weightTerms(netuid);
  if (isCommitReveal) await node.sudo("adminUtils", "sudoSetCommitRevealWeightsEnabled", netuid, false);
  await sudoIfThere(node, "sudoSetWeightsSetRateLimit", netuid, 0);
  const { rateLimitBlocks } = await chain.weightTerms(netuid);
  const { number } = await chain.bestHead();
  await waitForBlock(chain, number + rateLimitBlocks);
}

/** Blocks of an epoch, where the chain lets them be so few. */
export const SHORT_TEMPO = 20;

/** Makes the subnet take weights by commitment, to be revealed in the next epoch, as soon as the chain can have it. */
export async function requireCommitReveal(node: SubtensorNode, chain: Chain, netuid: number): Promise<void> {
  const { isCommitReveal } = await chain.weightTerms(netuid);
  if (!isCommitReveal) await node.sudo("adminUtils", "sudoSetCommitRevealWeightsEnabled", netuid, true);
  try {
    await sudoIfThere(node, "sudoSetTempo", netuid, SHORT_TEMPO);
  } catch {
    // The runtime has a least length of epochs: then its own stays, and decides how long this takes.
  }
}

/** Resolves once the best block has this number. */
export async function waitForBlock(chain: Chain, number: number): Promise<void> {
  while ((await chain.bestHead()).number < number) await sleep(100);
}

/** A development chain may have no governance, or not this call: then its own value stays, and is waited for. */
async function sudoIfThere(node: SubtensorNode, method: string, ...args: readonly unknown[]): Promise<void> {
  if (node.has("sudo", "sudo") && node.has("adminUtils", method))
    await node.sudo("adminUtils", method, ...args);
}
