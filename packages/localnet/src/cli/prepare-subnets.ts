import { developmentKey } from "../dev/development-key.js";
import type { DevelopmentTools } from "../dev/development-tools.js";

/** The development account that owns the subnets and registers the neurons. */
export const OWNER_URI = "//Alice";

/** The hotkey of a subnet's owner: derived, so that the accounts themselves stay free to be registered. */
export function ownerHotkeyUri(netuid: number): string {
  return `${OWNER_URI}//subnet${netuid}`;
}

/** Who is to be found on the chain when it is ready. */
export interface Preparation {
  readonly netuid: number;
  /** Addresses of hotkeys. */
  readonly miner?: readonly string[] | undefined;
  readonly validator?: readonly string[] | undefined;
  readonly fund?: readonly string[] | undefined;
}

const FUNDS_TAO = 1000;
const VALIDATOR_STAKE_TAO = 10_000;

/** Creates what is not there yet: a chain that was taken up again keeps its subnets and neurons. */
export async function prepareSubnets(dev: DevelopmentTools, preparation: Preparation): Promise<void> {
  const { netuid, miner = [], validator = [], fund = [] } = preparation;
  for (const address of fund) dev.fund(address, FUNDS_TAO);
  while (dev.subnetCount <= netuid) {
    const hotkey = developmentKey(ownerHotkeyUri(dev.subnetCount)).address;
    await dev.createSubnet({ coldkey: OWNER_URI, hotkey });
  }
  for (const hotkey of [...miner, ...validator]) {
    if (dev.uidOf(netuid, hotkey) === undefined)
      await dev.registerNeuron({ netuid, coldkey: OWNER_URI, hotkey });
  }
  const newcomers = validator.filter((hotkey) => !dev.hasValidatorPermit(netuid, hotkey));
  for (const hotkey of newcomers) {
    await dev.stake({ netuid, coldkey: OWNER_URI, hotkey, tao: VALIDATOR_STAKE_TAO });
  }
  // Their stake gives them the permit; without this they would wait for the end of the epoch.
  if (newcomers.length > 0) dev.runEpoch(netuid);
}
