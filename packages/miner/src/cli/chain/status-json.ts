import type { AxonInfo, Chain } from "@headframe/chain";
import type { AgedHead } from "../../registration/chain-standing.js";
import type { ChainStatus } from "./status-text.js";

/** `miner chain status --json`. Amounts are RAO, as text: they exceed what a JSON number holds exactly. */
export function chainStatusJson(chain: Chain, { settings, hotkey, standing, wanted }: ChainStatus) {
  const { registration, terms, best, finalized } = standing;
  return {
    network: settings.network,
    endpoint: chain.endpoint,
    genesis_hash: `0x${Buffer.from(chain.genesisHash).toString("hex")}`,
    spec_version: standing.specVersion,
    best: headJson(best),
    finalized: headJson(finalized),
    netuid: settings.netuid,
    hotkey,
    registration: registration && {
      uid: registration.neuron.uid,
      coldkey: registration.neuron.coldkey,
      stake_weight_rao: String(registration.neuron.stakeRao),
      validator_permit: registration.neuron.validatorPermit,
      registered_at_block: registration.registeredAtBlock,
      immune_until_block: registration.immuneUntilBlock,
      axon: axonJson(registration.neuron.axon),
      may_serve_from_block: registration.mayServeFromBlock,
    },
    axon_wanted: wanted.address ?? null,
    axon_is_served: wanted.isServed,
    serving_rate_limit_blocks: standing.servingRateLimitBlocks,
    price_rao: String(terms.priceRao),
    registration_open: terms.isOpen,
    immunity_period_blocks: terms.immunityPeriodBlocks,
  };
}

function headJson({ number, ageMs }: AgedHead) {
  return { number, age_seconds: Math.round(ageMs / 1000) };
}

function axonJson(axon: AxonInfo | null) {
  return axon && { ip: axon.ip, port: axon.port, block: axon.block };
}
