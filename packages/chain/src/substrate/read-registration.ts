import { u8aToHex } from "@polkadot/util";
import type { RegistrationTerms } from "../port/registration.js";
import { subnetNotFound } from "./serve-axon.js";
import { readEntry, type RuntimeAccess } from "./storage.js";

/** See `Chain.registrationTerms`. */
export async function readTerms(access: RuntimeAccess, netuid: number): Promise<RegistrationTerms> {
  const read = (item: string): Promise<unknown> => readEntry(access, { item, keys: [netuid] });
  const [exists, price, isOpen, immunityPeriod] = await Promise.all([
    read("networksAdded"),
    read("burn"),
    read("networkRegistrationAllowed"),
    read("immunityPeriod"),
  ]);
  if (exists !== true) throw subnetNotFound(netuid);
  return {
    priceRao: toBigInt(price),
    isOpen: isOpen === true,
    canLimitPrice: access.api.tx["subtensorModule"]?.["registerLimit"] !== undefined,
    immunityPeriodBlocks: Number(immunityPeriod),
  };
}

/** What registering burns in the block after this one (0x-hex of its hash), in RAO. */
export async function readPrice(access: RuntimeAccess, netuid: number, blockHash: string): Promise<bigint> {
  return toBigInt(await readEntry(access, { item: "burn", keys: [netuid], blockHash }));
}

/** See `Chain.subnetRegisteredAt`. */
export async function readSubnetRegisteredAt(access: RuntimeAccess, netuid: number): Promise<number> {
  return Number(await readEntry(access, { item: "networkRegisteredAt", keys: [netuid] }));
}

/** See `Chain.registeredAt`. */
export async function readRegisteredAt(access: RuntimeAccess, netuid: number, uid: number): Promise<number> {
  return Number(await readEntry(access, { item: "blockAtRegistration", keys: [netuid, uid] }));
}

/** See `Chain.balanceOf`. */
export async function readBalance(access: RuntimeAccess, address: string): Promise<bigint> {
  const account = await readEntry(access, { pallet: "system", item: "account", keys: [address] });
  const { data } = account as { readonly data?: { readonly free?: unknown } };
  return toBigInt(data?.free);
}

/** See `Chain.timestampOf`. */
export async function readTimestamp(access: RuntimeAccess, blockHash: Uint8Array): Promise<number> {
  const at = { pallet: "timestamp", item: "now", keys: [], blockHash: u8aToHex(blockHash) };
  return Number(await readEntry(access, at));
}

/** The JSON form has small integers as numbers and large ones as 0x-hex. */
function toBigInt(value: unknown): bigint {
  if (typeof value === "number" || typeof value === "string") return BigInt(value);
  throw new Error("the node sent no number");
}
