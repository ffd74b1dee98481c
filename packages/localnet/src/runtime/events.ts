import { enumeration, struct, variant } from "../scale/composites.js";
import { vec } from "../scale/containers.js";
import type { ValueOf } from "../scale/type.js";
import { balancesEvent } from "./pallets/balances.js";
import { commitmentsEvent } from "./pallets/commitments.js";
import { subtensorEvent } from "./pallets/subtensor/events.js";
import { systemEvent } from "./pallets/system-events.js";
import { transactionPaymentEvent } from "./pallets/transaction-payment.js";
import { h256 } from "./types/primitives.js";
import { phase } from "./types/system.js";

/** The events of all pallets, each under its pallet's index. */
export const runtimeEvent = enumeration("node_subtensor_runtime::RuntimeEvent", {
  System: variant(0, systemEvent),
  Balances: variant(5, balancesEvent),
  TransactionPayment: variant(6, transactionPaymentEvent),
  SubtensorModule: variant(7, subtensorEvent),
  Commitments: variant(18, commitmentsEvent),
});
export type RuntimeEvent = ValueOf<typeof runtimeEvent>;

/** An event and the part of the block that it came from. */
export const eventRecord = struct(
  "frame_system::EventRecord",
  { phase, event: runtimeEvent, topics: vec(h256) },
  [
    { name: "E", type: runtimeEvent },
    { name: "T", type: h256 },
  ],
);
export type EventRecord = ValueOf<typeof eventRecord>;
