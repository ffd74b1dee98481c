import { type Chain, formatTao } from "@headframe/chain";
import { formatHostPort, formatDuration } from "@headframe/kit";
import type { ChainStanding, RegisteredStanding } from "../../registration/chain-standing.js";
import type { WantedAxon } from "../../registration/wanted-axon.js";
import type { BittensorSettings } from "../bittensor-settings.js";
import { formatFacts } from "../facts.js";

/** Slots of finney and test, which a waiting time is estimated with. */
const BLOCK_MS = 12_000;

/** Everything that a status shows. */
export interface ChainStatus {
  readonly settings: BittensorSettings;
  readonly hotkey: string;
  readonly standing: ChainStanding;
  readonly wanted: WantedAxon;
}

/** `miner chain status`. */
export function describeStatus(chain: Chain, { settings, hotkey, standing, wanted }: ChainStatus): string {
  const { best, finalized, terms, registration, servingRateLimitBlocks: limit } = standing;
  return formatFacts([
    ["network", `${settings.network} (${chain.endpoint})`],
    ["runtime", `spec ${standing.specVersion}`],
    ["best block", `${best.number}, ${formatDuration(wholeSeconds(best.ageMs))} old`],
    ["finalized", `${finalized.number}, ${formatDuration(wholeSeconds(finalized.ageMs))} old`],
    ["hotkey", hotkey],
    ...(registration === null
      ? ([["UID", `not registered on subnet ${settings.netuid}; see miner register`]] as const)
      : registrationFacts(settings, registration, standing)),
    ["wanted axon", wanted.text],
    ["rate limit", limit === 0 ? "none" : `once in ${limit} blocks`],
    ["price", `${formatTao(terms.priceRao)} TAO; registration is ${terms.isOpen ? "open" : "closed"}`],
  ]);
}

function registrationFacts(
  { netuid, network }: BittensorSettings,
  { neuron, registeredAtBlock, immuneUntilBlock, mayServeFromBlock }: RegisteredStanding,
  { best: { number: best } }: ChainStanding,
): readonly (readonly [string, string])[] {
  const until = (block: number): string => describeBlock(block, best, network);
  const { axon } = neuron;
  return [
    ["UID", `${neuron.uid} on subnet ${netuid}, registered in block ${registeredAtBlock}`],
    ["coldkey", neuron.coldkey],
    ["stake weight", `${formatTao(neuron.stakeRao)} (alpha here, and root's TAO in part)`],
    ["permit", neuron.validatorPermit ? "yes" : "no"],
    [
      "axon",
      axon === null
        ? "none"
        : `${formatHostPort({ host: axon.ip, port: axon.port })}, served in block ${axon.block}`,
    ],
    ["may serve", mayServeFromBlock <= best + 1 ? "now" : `from ${until(mayServeFromBlock)}`],
    ["immune", immuneUntilBlock <= best ? "no longer" : `until ${until(immuneUntilBlock)}`],
  ];
}

function describeBlock(block: number, best: number, network: BittensorSettings["network"]): string {
  const blocks = block - best;
  // Blocks of a development chain come when they come.
  const about = network === "local" ? "" : `, about ${formatDuration(blocks * BLOCK_MS)}`;
  return `block ${block} (in ${blocks} blocks${about})`;
}

function wholeSeconds(ms: number): number {
  return Math.round(ms / 1000) * 1000;
}
