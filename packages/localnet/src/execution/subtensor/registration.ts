import { subtensorStorage as items } from "../../runtime/pallets/subtensor/storage.js";
import { EXISTENTIAL_DEPOSIT_RAO } from "../../runtime/pallets/balances.js";
import type { Hex } from "../../scale/hex.js";
import type { Storage } from "../../state/storage.js";
import { zeros } from "../../scale/hex.js";
import { freeBalance, withdraw } from "../accounts.js";
import type { CallContext, PalletRules } from "../call-rule.js";
import { fail } from "../dispatch-failure.js";
import { raiseBurn } from "./burn.js";
import { appendNeuron, replaceNeuron, uidToPrune } from "./neurons.js";

const REGISTER_REF_TIME = 350_000_000n;
const registering = { refTime: REGISTER_REF_TIME, pays: "Yes", class: "Normal" } as const;

export const ROOT_NETUID = 0;
export const NOBODY = zeros(32);

/** A hotkey gets a uid for the price that is being asked. The pool checks none of it. */
export const registrationRules: Pick<PalletRules<"SubtensorModule">, "burned_register" | "register_limit"> = {
  burned_register: {
    ...registering,
    dispatch: (context, { netuid, hotkey }) => register(context, netuid, hotkey, undefined),
  },
  register_limit: {
    ...registering,
    dispatch: (context, { netuid, hotkey, limit_price }) => register(context, netuid, hotkey, limit_price),
  },
};

/** The order of the checks is that of spec 425. */
function register(context: CallContext, netuid: number, hotkey: Hex, limitPrice: bigint | undefined): void {
  const { storage, signer: coldkey, block, emit } = context;
  if (netuid === ROOT_NETUID) fail("SubtensorModule", "RegistrationNotPermittedOnRootSubnet");
  if (!storage.get(items.NetworksAdded, netuid)) fail("SubtensorModule", "SubnetNotExists");
  const burn = storage.get(items.Burn, netuid);
  if (limitPrice !== undefined && burn > limitPrice)
    fail("SubtensorModule", "RegistrationPriceLimitExceeded");
  if (!storage.get(items.NetworkRegistrationAllowed, netuid))
    fail("SubtensorModule", "SubNetRegistrationDisabled");
  if (storage.has(items.Uids, netuid, hotkey)) fail("SubtensorModule", "HotKeyAlreadyRegisteredInSubNet");
  if (freeBalance(storage, coldkey) - EXISTENTIAL_DEPOSIT_RAO < burn)
    fail("SubtensorModule", "NotEnoughBalanceToStake");
  adoptHotkey(storage, coldkey, hotkey);
  const pruned = placeFor(storage, netuid, block);

  withdraw(context, coldkey, burn);
  storage.mutate(items.RAORecycledForRegistration, [netuid], (total) => total + burn);
  const recycled = storage.get(items.RAORecycledForRegistration, netuid);
  emit({
    type: "SubtensorModule",
    value: { type: "RAORecycledForRegistrationSet", value: [netuid, recycled] },
  });
  const uid = pruned ?? appendNeuron(storage, netuid, hotkey, block);
  if (pruned !== undefined) replaceNeuron(storage, netuid, pruned, hotkey, block);
  raiseBurn(storage, netuid);
  emit({ type: "SubtensorModule", value: { type: "NeuronRegistered", value: [netuid, uid, hotkey] } });
}

/** The hotkey belongs to this coldkey from now on, unless it belongs to another one already. */
export function adoptHotkey(storage: Storage, coldkey: Hex, hotkey: Hex): void {
  const owner = storage.get(items.Owner, hotkey);
  if (owner === coldkey) return;
  if (owner !== NOBODY) fail("SubtensorModule", "NonAssociatedColdKey");
  storage.put(items.Owner, [hotkey], coldkey);
  storage.mutate(items.OwnedHotkeys, [coldkey], (list) => [...list, hotkey]);
}

/** The uid that must be pruned for a newcomer; `undefined` while the subnet has room. */
function placeFor(storage: Storage, netuid: number, block: number): number | undefined {
  if (storage.get(items.SubnetworkN, netuid) < storage.get(items.MaxAllowedUids, netuid)) return undefined;
  return uidToPrune(storage, netuid, block) ?? fail("SubtensorModule", "NoNeuronIdAvailable");
}
