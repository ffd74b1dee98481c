import { constant, type Pallet } from "../../metadata/description.js";
import { blake2, storageOf, withDefault } from "../../metadata/storage-item.js";
import { enumeration, variant } from "../../scale/composites.js";
import { bool, u64, wideCompact } from "../../scale/primitives.js";
import { accountId, multiAddress } from "../types/primitives.js";
import { accountData } from "../types/system.js";

/** The least that an account may hold, in RAO; with less it is removed. */
export const EXISTENTIAL_DEPOSIT_RAO = 500n;

export const balancesCall = enumeration("pallet_balances::pallet::Call", {
  transfer_allow_death: variant(0, { dest: multiAddress, value: wideCompact(u64) }),
  transfer_keep_alive: variant(3, { dest: multiAddress, value: wideCompact(u64) }),
  transfer_all: variant(4, { dest: multiAddress, keep_alive: bool }),
});

export const balancesEvent = enumeration("pallet_balances::pallet::Event", {
  Endowed: variant(0, { account: accountId, free_balance: u64 }),
  DustLost: variant(1, { account: accountId, amount: u64 }),
  Transfer: variant(2, { from: accountId, to: accountId, amount: u64 }),
  BalanceSet: variant(3, { who: accountId, free: u64 }),
  Deposit: variant(7, { who: accountId, amount: u64 }),
  Withdraw: variant(8, { who: accountId, amount: u64 }),
});

export const balancesStorage = storageOf("Balances", {
  TotalIssuance: withDefault([], u64, 0n),
  InactiveIssuance: withDefault([], u64, 0n),
  // Unused, as on the production chain: balances are in `System.Account`.
  Account: withDefault([blake2(accountId)], accountData, {
    free: 0n,
    reserved: 0n,
    frozen: 0n,
    flags: 1n << 127n,
  }),
});

/** TAO, counted in RAO. */
export const balances = {
  name: "Balances",
  index: 5,
  storage: balancesStorage,
  calls: balancesCall,
  events: balancesEvent,
  constants: { ExistentialDeposit: constant(u64, EXISTENTIAL_DEPOSIT_RAO) },
} as const satisfies Pallet;
