import {
  type Chain,
  coldkeyPublicFile,
  type Keypair,
  readColdkeyPublic,
  WalletError,
} from "@headframe/chain";
import type { Logger } from "@headframe/kit";
import { AxonError } from "../axon/errors.js";
import type { MinerConfig } from "../config/schema.js";
import { coldkeyLocation } from "../registration/coldkey-location.js";

/** UID of the miner's hotkey on its subnet. Throws `axon/not-registered`. */
export async function findUid(
  chain: Chain,
  hotkey: Keypair,
  { bittensor }: MinerConfig,
  signal: AbortSignal,
): Promise<number> {
  const { netuid, network, wallet_name, hotkey_name } = bittensor;
  const uid = await chain.uidOf(netuid, hotkey.ss58, { signal });
  if (uid !== null) return uid;
  throw new AxonError(
    { code: "axon/not-registered", hotkey: hotkey.ss58, netuid },
    `hotkey ${hotkey.ss58} is not registered on subnet ${netuid} of ${network}`,
    {
      hint: `miner register --netuid ${netuid}, where the coldkey is; or btcli subnet register --netuid ${netuid} --wallet.name ${wallet_name} --wallet.hotkey ${hotkey_name} --network ${network === "local" ? chain.endpoint : network}`,
    },
  );
}

/** Warns when the hotkey earns for another coldkey than the operator's, if that one's public file is there. */
export async function checkOwner(
  owner: string | undefined,
  { bittensor }: MinerConfig,
  logger: Logger,
): Promise<void> {
  const location = coldkeyLocation(bittensor);
  try {
    const { ss58 } = await readColdkeyPublic(location);
    if (owner === undefined || ss58 === owner) return;
    const file = coldkeyPublicFile(location);
    logger.warn(
      { owner, expected: ss58, file },
      "the hotkey belongs to another coldkey: what it earns goes there",
    );
  } catch (error) {
    // The file is a courtesy: most miners keep no trace of the coldkey on this machine.
    if (error instanceof WalletError && error.code === "wallet/not-found") return;
    throw error;
  }
}
