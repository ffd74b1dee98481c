import type { RuntimeDescription } from "../metadata/description.js";
import { struct } from "../scale/composites.js";
import { runtimeApis } from "./apis.js";
import { runtimeCall } from "./calls.js";
import { runtimeError } from "./errors.js";
import { runtimeEvent } from "./events.js";
import { balances } from "./pallets/balances.js";
import { commitments } from "./pallets/commitments.js";
import { subtensorModule } from "./pallets/subtensor/index.js";
import { systemAt } from "./pallets/system.js";
import { timestamp } from "./pallets/timestamp.js";
import { transactionPayment } from "./pallets/transaction-payment.js";
import { transactionExtensions, transactionExtra, uncheckedExtrinsic } from "./types/extrinsic.js";
import { multiAddress, multiSignature } from "./types/primitives.js";

/** The version of the transaction format: 4, the one that clients of spec 424 build. */
export const EXTRINSIC_VERSION = 4;

/** All that the chain's metadata is generated from. Its shapes are the same at every version. */
export function describeRuntime(specVersion: number): RuntimeDescription {
  return {
    pallets: [systemAt(specVersion), timestamp, balances, transactionPayment, subtensorModule, commitments],
    apis: runtimeApis,
    outer: { call: runtimeCall, event: runtimeEvent, error: runtimeError },
    extrinsic: {
      version: EXTRINSIC_VERSION,
      type: uncheckedExtrinsic,
      address: multiAddress,
      signature: multiSignature,
      extra: transactionExtra,
      extensions: transactionExtensions,
    },
    runtime: struct("node_subtensor_runtime::Runtime", []),
  };
}
