import { balancesStorage, EXISTENTIAL_DEPOSIT_RAO } from "../runtime/pallets/balances.js";
import { systemStorage } from "../runtime/pallets/system.js";
import type { AccountInfo } from "../runtime/types/system.js";
import type { RuntimeEvent } from "../runtime/events.js";
import type { Hex } from "../scale/hex.js";
import type { Storage, StorageReader } from "../state/storage.js";

/** What balances are changed in, and where their events go. */
export interface LedgerContext {
  readonly storage: Storage;
  readonly emit: (event: RuntimeEvent) => void;
}

/** What an account holds, in RAO. */
export function freeBalance(storage: StorageReader, account: Hex): bigint {
  return storage.get(systemStorage.Account, account).data.free;
}

/**
 * Sets a balance; creates the account when it is its first, and removes it when less than the existential deposit is
 * left. An account's nonce outlives it, as on chains that keep `sufficients`, so that no transaction can be replayed.
 */
export function setFreeBalance({ storage, emit }: LedgerContext, account: Hex, free: bigint): void {
  const before = storage.get(systemStorage.Account, account);
  const exists = free >= EXISTENTIAL_DEPOSIT_RAO;
  const kept = exists ? free : 0n;
  const after: AccountInfo = {
    ...before,
    providers: exists ? 1 : 0,
    data: { ...before.data, free: kept },
  };
  if (!exists && before.nonce === 0) storage.remove(systemStorage.Account, account);
  else storage.put(systemStorage.Account, [account], after);
  storage.mutate(balancesStorage.TotalIssuance, [], (total) => total + kept - before.data.free);

  if (exists && before.providers === 0) {
    emit({ type: "System", value: { type: "NewAccount", value: { account } } });
    emit({ type: "Balances", value: { type: "Endowed", value: { account, free_balance: free } } });
  } else if (!exists && before.providers > 0) {
    emit({ type: "System", value: { type: "KilledAccount", value: { account } } });
    if (free > 0n) emit({ type: "Balances", value: { type: "DustLost", value: { account, amount: free } } });
  }
}

/** Takes RAO out of an account that is known to have them. */
export function withdraw(context: LedgerContext, who: Hex, amount: bigint): void {
  setFreeBalance(context, who, freeBalance(context.storage, who) - amount);
  context.emit({ type: "Balances", value: { type: "Withdraw", value: { who, amount } } });
}

/** Adds RAO to an account. */
export function deposit(context: LedgerContext, who: Hex, amount: bigint): void {
  setFreeBalance(context, who, freeBalance(context.storage, who) + amount);
  context.emit({ type: "Balances", value: { type: "Deposit", value: { who, amount } } });
}
