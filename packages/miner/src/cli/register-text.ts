import { formatTao } from "@headframe/chain";
import type { RegistrationPlan } from "../registration/plan-registration.js";
import type { BittensorSettings } from "./bittensor-settings.js";
import { formatFacts } from "./facts.js";

/** What is about to be registered, and where. */
export interface PlanToShow {
  readonly endpoint: string;
  readonly plan: RegistrationPlan;
  /** SS58. */
  readonly hotkey: string;
  /** SS58. */
  readonly coldkey: string;
}

/** What a chain without a call that holds a limit cannot promise. */
const NOT_HELD =
  "when it is signed, and more only if somebody registers in the blocks until it is included, since this chain has no call that holds a limit";

/** What `miner register` says before it asks. */
export function describePlan(
  { network, netuid }: BittensorSettings,
  { endpoint, plan, hotkey, coldkey }: PlanToShow,
): string {
  const limit = `${formatTao(plan.limitRao)} TAO at most${plan.canLimitPrice ? "" : ` ${NOT_HELD}`}`;
  return formatFacts([
    ["network", `${network} (${endpoint})`],
    ["subnet", String(netuid)],
    ["hotkey", hotkey],
    ["coldkey", `${coldkey} with ${formatTao(plan.balanceRao)} TAO`],
    ["price", `${formatTao(plan.priceRao)} TAO`],
    ["burned", `${limit}; it does not come back, not even when the UID is pruned`],
    ["immune for", `${plan.immunityPeriodBlocks} blocks`],
  ]);
}

/** What has to be answered with yes. */
export function planQuestion({ limitRao, canLimitPrice }: RegistrationPlan): string {
  return `Burn ${canLimitPrice ? "up to" : "about"} ${formatTao(limitRao)} TAO and register? [y/N] `;
}
