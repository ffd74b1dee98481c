import { EXISTENTIAL_DEPOSIT_RAO } from "../runtime/pallets/balances.js";
import type { multiAddress } from "../runtime/types/primitives.js";
import type { Hex } from "../scale/hex.js";
import type { ValueOf } from "../scale/type.js";
import { freeBalance, setFreeBalance } from "./accounts.js";
import type { CallContext, PalletRules } from "./call-rule.js";
import { DispatchFailure } from "./dispatch-failure.js";

/** Work of a transfer. With it a transfer costs 137,050 RAO, the fee seen on the real runtime. */
const TRANSFER_REF_TIME = 2_630_000_000n;

const transfer = { refTime: TRANSFER_REF_TIME, pays: "Yes", class: "Normal" } as const;

/** Moves RAO between accounts. */
export const balancesRules: PalletRules<"Balances"> = {
  transfer_allow_death: {
    ...transfer,
    dispatch: (context, { dest, value }) => move(context, lookup(dest), value, false),
  },
  transfer_keep_alive: {
    ...transfer,
    dispatch: (context, { dest, value }) => move(context, lookup(dest), value, true),
  },
  transfer_all: {
    ...transfer,
    dispatch(context, { dest, keep_alive }) {
      const all = freeBalance(context.storage, context.signer);
      move(context, lookup(dest), keep_alive ? all - EXISTENTIAL_DEPOSIT_RAO : all, keep_alive);
    },
  },
};

/** The account that is meant. */
function lookup(address: ValueOf<typeof multiAddress>): Hex {
  if (address.type === "Id" || address.type === "Address32") return address.value;
  throw new DispatchFailure({ type: "CannotLookup", value: undefined }, "CannotLookup");
}

function token(name: "FundsUnavailable" | "NotExpendable" | "BelowMinimum"): never {
  throw new DispatchFailure({ type: "Token", value: name }, name);
}

function move(context: CallContext, to: Hex, amount: bigint, keepAlive: boolean): void {
  const { storage, signer: from, emit } = context;
  const available = freeBalance(storage, from);
  if (amount > available) token("FundsUnavailable");
  if (keepAlive && available - amount < EXISTENTIAL_DEPOSIT_RAO) token("NotExpendable");
  if (freeBalance(storage, to) + amount < EXISTENTIAL_DEPOSIT_RAO) token("BelowMinimum");
  if (from !== to) {
    setFreeBalance(context, from, available - amount);
    setFreeBalance(context, to, freeBalance(storage, to) + amount);
  }
  emit({ type: "Balances", value: { type: "Transfer", value: { from, to, amount } } });
}
