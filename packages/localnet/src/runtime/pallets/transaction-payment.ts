import type { Pallet } from "../../metadata/description.js";
import { storageOf, withDefault } from "../../metadata/storage-item.js";
import { enumeration, variant } from "../../scale/composites.js";
import { u128, u64 } from "../../scale/primitives.js";
import { accountId } from "../types/primitives.js";

/** One, as a fixed-point number with 18 decimals. */
const ONE = 1_000_000_000_000_000_000n;

export const transactionPaymentEvent = enumeration("pallet_transaction_payment::pallet::Event", {
  TransactionFeePaid: variant(0, { who: accountId, actual_fee: u64, tip: u64 }),
});

/** Fees. The multiplier stays at one: blocks of a development chain are never full. */
export const transactionPayment = {
  name: "TransactionPayment",
  index: 6,
  storage: storageOf("TransactionPayment", { NextFeeMultiplier: withDefault([], u128, ONE) }),
  events: transactionPaymentEvent,
} as const satisfies Pallet;
