import { EXISTENTIAL_DEPOSIT_RAO } from "../../runtime/pallets/balances.js";
import { subtensorStorage as items } from "../../runtime/pallets/subtensor/storage.js";
import type { Hex } from "../../scale/hex.js";
import type { StorageReader } from "../../state/storage.js";
import { deposit, freeBalance, withdraw } from "../accounts.js";
import type { CallContext, PalletRules } from "../call-rule.js";
import { fail } from "../dispatch-failure.js";
import { NOBODY, ROOT_NETUID } from "./registration.js";

const STAKE_REF_TIME = 2_000_000_000n;
const staking = { refTime: STAKE_REF_TIME, pays: "Yes", class: "Normal" } as const;

/** The least that can be staked or unstaked at once: 0.002 TAO. */
const SMALLEST_STAKE_RAO = 2_000_000n;

/** Bits of fraction of a share. */
const FRACTION_BITS = 64n;

/** Alpha is bought and sold at one TAO each: this chain has no market of its own. */
export const stakingRules: Pick<PalletRules<"SubtensorModule">, "add_stake" | "remove_stake"> = {
  add_stake: {
    ...staking,
    dispatch(context, { hotkey, netuid, amount_staked: amount }) {
      const { storage, signer: coldkey, emit } = context;
      checkMarket(storage, netuid, amount);
      const available = freeBalance(storage, coldkey) - EXISTENTIAL_DEPOSIT_RAO;
      if (available < amount) fail("SubtensorModule", "NotEnoughBalanceToStake");
      if (storage.get(items.Owner, hotkey) === NOBODY) fail("SubtensorModule", "HotKeyAccountNotExists");
      withdraw(context, coldkey, amount);
      changeStake(context, hotkey, netuid, amount);
      const value = [coldkey, hotkey, amount, amount, netuid, 0n] as const;
      emit({ type: "SubtensorModule", value: { type: "StakeAdded", value } });
    },
  },
  remove_stake: {
    ...staking,
    dispatch(context, { hotkey, netuid, amount_unstaked: amount }) {
      const { storage, signer: coldkey, emit } = context;
      checkMarket(storage, netuid, amount);
      if (storage.get(items.Owner, hotkey) === NOBODY) fail("SubtensorModule", "HotKeyAccountNotExists");
      if (stakeOf(storage, hotkey, coldkey, netuid) < amount)
        fail("SubtensorModule", "NotEnoughStakeToWithdraw");
      changeStake(context, hotkey, netuid, -amount);
      deposit(context, coldkey, amount);
      const value = [coldkey, hotkey, amount, amount, netuid, 0n] as const;
      emit({ type: "SubtensorModule", value: { type: "StakeRemoved", value } });
    },
  },
};

function checkMarket(storage: StorageReader, netuid: number, amount: bigint): void {
  if (!storage.get(items.NetworksAdded, netuid)) fail("SubtensorModule", "SubnetNotExists");
  const isOpen = netuid === ROOT_NETUID || storage.get(items.SubtokenEnabled, netuid);
  if (!isOpen) fail("SubtensorModule", "SubtokenDisabled");
  if (amount < SMALLEST_STAKE_RAO) fail("SubtensorModule", "AmountTooLow");
}

/** What `coldkey` has on `hotkey`, in RAO of alpha. */
function stakeOf(storage: StorageReader, hotkey: Hex, coldkey: Hex, netuid: number): bigint {
  return storage.get(items.Alpha, hotkey, coldkey, netuid).bits >> FRACTION_BITS;
}

function changeStake(
  { storage, signer: coldkey }: CallContext,
  hotkey: Hex,
  netuid: number,
  change: bigint,
): void {
  const shares = (value: { readonly bits: bigint }) => ({ bits: value.bits + (change << FRACTION_BITS) });
  storage.mutate(items.Alpha, [hotkey, coldkey, netuid], shares);
  storage.mutate(items.TotalHotkeyShares, [hotkey, netuid], shares);
  storage.mutate(items.TotalHotkeyAlpha, [hotkey, netuid], (total) => total + change);
  storage.mutate(items.SubnetAlphaOut, [netuid], (total) => total + change);
  storage.mutate(items.SubnetTAO, [netuid], (total) => total + change);
  storage.mutate(items.TotalStake, [], (total) => total + change);
  storage.mutate(items.StakingHotkeys, [coldkey], (list) =>
    list.includes(hotkey) ? list : [...list, hotkey],
  );
}

/** The stake that counts on a subnet: its own alpha, and the root stake at its weight, in RAO. */
export function stakeWeight(storage: StorageReader, hotkey: Hex, netuid: number): StakeWeight {
  const alpha = storage.get(items.TotalHotkeyAlpha, hotkey, netuid);
  const root = storage.get(items.TotalHotkeyAlpha, hotkey, ROOT_NETUID);
  const tao = netuid === ROOT_NETUID ? 0n : root;
  const weighted = (tao * storage.get(items.TaoWeight)) >> FRACTION_BITS;
  return { alpha, tao, total: alpha + weighted };
}

export interface StakeWeight {
  readonly alpha: bigint;
  readonly tao: bigint;
  readonly total: bigint;
}
