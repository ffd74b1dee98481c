import type { Vec } from "@polkadot/types";
import type { DispatchError, EventRecord } from "@polkadot/types/interfaces";
import type { Codec } from "@polkadot/types/types";
import { hexToU8a } from "@polkadot/util";
import { encodeAddress } from "../keys/address.js";
import type { RuntimeAccess } from "./storage.js";

/** One transaction of a block. */
export interface BlockTransaction {
  readonly blockNumber: number;
  readonly outcome: TransactionOutcome;
}

/** What became of a transaction. Names, never numbers: these move with every runtime version. */
export type TransactionOutcome =
  | { readonly kind: "succeeded"; readonly events: readonly RuntimeEvent[] }
  /** `error` is `Pallet.Name` or the name of a general dispatch error. */
  | { readonly kind: "failed"; readonly error: string };

/** An event, with its fields in JSON form. */
export interface RuntimeEvent {
  /** `Pallet.Name`. */
  readonly name: string;
  readonly fields: readonly unknown[];
}

/** `twox128("System") ‖ twox128("Events")`. */
const EVENTS_KEY = "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7";

/** Finds the transaction with these bytes (0x-hex) in the block and reads its outcome. Throws when it is not there. */
export async function readTransaction(
  { api, send }: RuntimeAccess,
  blockHash: string,
  transaction: string,
): Promise<BlockTransaction> {
  const [signedBlock, stored] = await Promise.all([
    send("chain_getBlock", [blockHash]),
    send("state_getStorage", [EVENTS_KEY, blockHash]),
  ]);
  const { number, extrinsics } = contentsOf(signedBlock);
  const at = extrinsics.indexOf(transaction);
  if (at === -1 || typeof stored !== "string") {
    throw new Error(`the transaction is not in block ${blockHash}`);
  }
  return { blockNumber: number, outcome: outcomeOf(api, hexToU8a(stored), at) };
}

function outcomeOf(api: RuntimeAccess["api"], stored: Uint8Array, at: number): TransactionOutcome {
  const records = api.registry.createType<Vec<EventRecord>>("Vec<EventRecord>", stored);
  const events: RuntimeEvent[] = [];
  for (const { event, phase } of records) {
    if (!phase.isApplyExtrinsic || !phase.asApplyExtrinsic.eqn(at)) continue;
    const name = `${pascal(event.section)}.${event.method}`;
    if (name === "System.ExtrinsicFailed") {
      const [dispatchError] = event.data as unknown as readonly [DispatchError];
      return { kind: "failed", error: dispatchErrorName(api, dispatchError) };
    }
    events.push({ name, fields: event.data.map(fieldOf) });
  }
  return { kind: "succeeded", events };
}

/** The library writes addresses with the prefix that the runtime names; here they are as everywhere else. */
function fieldOf(field: Codec): unknown {
  return field.toRawType() === "AccountId" ? encodeAddress(field.toU8a()) : field.toJSON();
}

function dispatchErrorName({ registry }: RuntimeAccess["api"], error: DispatchError): string {
  if (!error.isModule) return error.type;
  const { section, name } = registry.findMetaError(error.asModule);
  return `${pascal(section)}.${name}`;
}

interface BlockContents {
  readonly number: number;
  readonly extrinsics: readonly unknown[];
}

function contentsOf(signedBlock: unknown): BlockContents {
  const { block } = signedBlock as {
    readonly block?: { readonly header?: { readonly number?: unknown }; readonly extrinsics?: unknown };
  };
  if (!Array.isArray(block?.extrinsics)) throw new Error("the node sent a block without transactions");
  return { number: Number(block.header?.number), extrinsics: block.extrinsics };
}

/** The library turns pallet names into camelCase. */
function pascal(section: string): string {
  return section.charAt(0).toUpperCase() + section.slice(1);
}
