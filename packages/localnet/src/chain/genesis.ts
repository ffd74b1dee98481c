import { developmentStorage } from "../runtime/development-storage.js";
import { subtensorStorage } from "../runtime/pallets/subtensor/storage.js";
import { systemStorage } from "../runtime/pallets/system.js";
import { timestampStorage } from "../runtime/pallets/timestamp.js";
import { RUNTIME_VERSION } from "../runtime/version.js";
import { zeros, type Hex } from "../scale/hex.js";
import { Overlay, type Changes, type ReadableState } from "../state/key-value.js";
import { Storage } from "../state/storage.js";
import { setFreeBalance } from "../execution/accounts.js";
import { initialiseNetwork } from "../execution/subtensor/networks.js";
import { ROOT_NETUID } from "../execution/subtensor/registration.js";

/** What a new chain begins with. */
export interface GenesisOptions {
  /** Balances in RAO, by account. */
  readonly balances: ReadonlyMap<Hex, bigint>;
  /** Blocks that must lie between two `register_network`; 0 for none. */
  readonly networkRateLimitBlocks: bigint;
  readonly timestampMs: number;
  /** Lets axons be served on this machine's own address, which a real chain refuses. */
  readonly allowLoopbackAxon: boolean;
}

/** The state before the first block: endowed accounts and the root network. */
export function genesisState(options: GenesisOptions): Changes {
  const nothing: ReadableState = { get: () => undefined };
  const overlay = new Overlay(nothing);
  const storage = new Storage(overlay);
  const noEvents = (): void => undefined;
  for (const [account, free] of options.balances) setFreeBalance({ storage, emit: noEvents }, account, free);
  storage.put(systemStorage.Number, [], 0);
  storage.put(systemStorage.ParentHash, [], zeros(32));
  const { spec_version, spec_name } = RUNTIME_VERSION;
  storage.put(systemStorage.LastRuntimeUpgrade, [], { spec_version, spec_name });
  storage.put(timestampStorage.Now, [], BigInt(options.timestampMs));
  storage.put(subtensorStorage.NetworkRateLimit, [], options.networkRateLimitBlocks);
  storage.put(developmentStorage.AllowLoopbackAxon, [], options.allowLoopbackAxon);
  initialiseNetwork(storage, ROOT_NETUID, 0);
  return overlay.changes;
}
