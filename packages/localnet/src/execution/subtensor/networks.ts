import { EXISTENTIAL_DEPOSIT_RAO } from "../../runtime/pallets/balances.js";
import { subtensorStorage as items } from "../../runtime/pallets/subtensor/storage.js";
import type { Storage, StorageReader } from "../../state/storage.js";
import { freeBalance, withdraw } from "../accounts.js";
import type { CallContext, CheckContext, PalletRules } from "../call-rule.js";
import { badOrigin, fail } from "../dispatch-failure.js";
import { startSchedule } from "./epoch-schedule.js";
import { appendNeuron } from "./neurons.js";
import { adoptHotkey } from "./registration.js";

/** Work of `start_call`. With it the call costs 222,073 RAO, the fee seen on the real runtime. */
const START_REF_TIME = 4_330_000_000n;
const REGISTER_NETWORK_REF_TIME = 4_000_000_000n;

/** A subnet's alpha is worth one TAO each, at all times: the "stable" mechanism. */
const STABLE_MECHANISM = 0;

/** What a subnet of this chain begins with, where the production chain's defaults make no sense for development. */
const COMMIT_REVEAL_ENABLED = false;

/** Subnets come into being. */
export const networkRules: Pick<PalletRules<"SubtensorModule">, "register_network" | "start_call"> = {
  register_network: {
    refTime: REGISTER_NETWORK_REF_TIME,
    pays: "Yes",
    class: "Normal",
    precheck: checkRegistrationRate,
    dispatch(context, { hotkey }) {
      checkRegistrationRate(context);
      registerNetwork(context, hotkey);
    },
  },
  start_call: {
    refTime: START_REF_TIME,
    pays: "Yes",
    class: "Normal",
    dispatch: (context, { netuid }) => startCall(context, netuid),
  },
};

function checkRegistrationRate({ storage, block }: CheckContext): void {
  const limit = storage.get(items.NetworkRateLimit);
  const last = lastNetworkBlock(storage);
  if (last > 0n && BigInt(block) - last < limit) fail("SubtensorModule", "NetworkTxRateLimitExceeded");
}

function lastNetworkBlock(storage: StorageReader): bigint {
  const registeredAt = Array.from({ length: storage.get(items.TotalNetworks) }, (_, netuid) =>
    storage.get(items.NetworkRegisteredAt, netuid),
  );
  return registeredAt.reduce((latest, block) => (block > latest ? block : latest), 0n);
}

function registerNetwork(context: CallContext, hotkey: `0x${string}`): void {
  const { storage, signer: coldkey, block, emit } = context;
  if (storage.get(items.TotalNetworks) > storage.get(items.SubnetLimit))
    fail("SubtensorModule", "SubnetLimitReached");
  // Real chains double the cost with every subnet and let it fall again; here it stays at its minimum.
  const lock = storage.get(items.NetworkMinLockCost);
  if (freeBalance(storage, coldkey) - EXISTENTIAL_DEPOSIT_RAO < lock) {
    fail("SubtensorModule", "CannotAffordLockCost");
  }
  adoptHotkey(storage, coldkey, hotkey);
  withdraw(context, coldkey, lock);
  const netuid = storage.get(items.TotalNetworks);
  initialiseNetwork(storage, netuid, block);
  storage.put(items.SubnetLocked, [netuid], lock);
  storage.put(items.NetworkLastLockCost, [], lock);
  storage.put(items.SubnetOwner, [netuid], coldkey);
  storage.put(items.SubnetOwnerHotkey, [netuid], hotkey);
  appendNeuron(storage, netuid, hotkey, block);
  emit({ type: "SubtensorModule", value: { type: "NetworkAdded", value: [netuid, STABLE_MECHANISM] } });
}

/** Sets the items that make a subnet exist. */
export function initialiseNetwork(storage: Storage, netuid: number, block: number): void {
  storage.mutate(items.TotalNetworks, [], (total) => total + 1);
  storage.put(items.NetworksAdded, [netuid], true);
  storage.put(items.NetworkRegisteredAt, [netuid], BigInt(block));
  storage.put(items.NetworkRegistrationAllowed, [netuid], true);
  storage.put(items.SubnetMechanism, [netuid], STABLE_MECHANISM);
  storage.put(items.CommitRevealWeightsEnabled, [netuid], COMMIT_REVEAL_ENABLED);
  storage.put(items.MinAllowedWeights, [netuid], 1);
  startSchedule(storage, netuid, block);
}

function startCall({ storage, signer, block, emit }: CallContext, netuid: number): void {
  if (!storage.get(items.NetworksAdded, netuid)) fail("SubtensorModule", "SubnetNotExists");
  if (storage.get(items.SubnetOwner, netuid) !== signer) badOrigin();
  if (storage.has(items.FirstEmissionBlockNumber, netuid)) {
    fail("SubtensorModule", "FirstEmissionBlockNumberAlreadySet");
  }
  const earliest = storage.get(items.NetworkRegisteredAt, netuid) + storage.get(items.StartCallDelay);
  if (BigInt(block) < earliest) fail("SubtensorModule", "NeedWaitingMoreBlocksToStarCall");
  const first = BigInt(block) + 1n;
  storage.put(items.FirstEmissionBlockNumber, [netuid], first);
  storage.put(items.SubtokenEnabled, [netuid], true);
  emit({ type: "SubtensorModule", value: { type: "FirstEmissionBlockNumberSet", value: [netuid, first] } });
}
