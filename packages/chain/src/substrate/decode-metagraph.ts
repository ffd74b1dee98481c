import { decodeAddress } from "../keys/address.js";
import { unpackAddress } from "../port/axon-address.js";
import type { AxonInfo, Metagraph, Neuron } from "../port/metagraph.js";

type Json = Readonly<Record<string, unknown>>;

/** Domain form of the runtime's `Metagraph`, whose neurons come as one list per property. */
export function toMetagraph(netuid: number, json: unknown): Metagraph {
  const graph = record(json, "the metagraph");
  const hotkeys = list(graph, "hotkeys");
  const coldkeys = list(graph, "coldkeys");
  const axons = list(graph, "axons");
  const permits = list(graph, "validatorPermit");
  const active = list(graph, "active");
  const stakes = list(graph, "totalStake");
  const neurons = hotkeys.map((hotkey, uid): Neuron => {
    const ss58 = String(hotkey);
    return {
      uid,
      hotkey: ss58,
      hotkeyPublicKey: decodeAddress(ss58),
      coldkey: String(coldkeys[uid]),
      stakeRao: bigInteger(stakes[uid]),
      validatorPermit: permits[uid] === true,
      active: active[uid] === true,
      axon: toAxonInfo(axons[uid]),
    };
  });
  return { netuid, block: Number(bigInteger(graph["block"])), neurons };
}

/** `AxonInfo` as the runtime has it, as far as it is used. */
export interface RuntimeAxon {
  readonly block: number;
  readonly version: number;
  /** The address as one integer. */
  readonly ip: bigint;
  readonly ipType: number;
  readonly port: number;
  readonly protocol: number;
}

/** Domain form of `AxonInfo`; `null` for the address 0, which means "not serving", and for one that does not exist. */
export function toServedAxon({ ip: packed, ipType, ...rest }: RuntimeAxon): AxonInfo | null {
  const ip = packed === 0n ? undefined : unpackAddress(packed, ipType);
  return ip === undefined ? null : { ...rest, ip, ipType: ipType === 6 ? 6 : 4 };
}

/** {@link toServedAxon} of its JSON form; `null` for none, too. */
export function toAxonInfo(json: unknown): AxonInfo | null {
  if (json === null || json === undefined) return null;
  const info = record(json, "an axon");
  return toServedAxon({
    ip: bigInteger(info["ip"]),
    ipType: Number(info["ipType"]),
    port: Number(info["port"]),
    protocol: Number(info["protocol"]),
    version: Number(info["version"]),
    block: Number(bigInteger(info["block"])),
  });
}

/** Block of an `AxonInfo` in JSON form, whatever its address; 0 for none. */
export function toServedBlock(json: unknown): number {
  return json === null || json === undefined ? 0 : Number(bigInteger(record(json, "an axon")["block"]));
}

/** The library writes small integers as numbers and large ones as 0x-hex or decimal text. */
function bigInteger(json: unknown): bigint {
  if (typeof json === "number" || typeof json === "string") return BigInt(json);
  throw new TypeError(`the chain sent ${JSON.stringify(json)} where an integer belongs`);
}

function list(json: Json, name: string): readonly unknown[] {
  const value = json[name];
  if (!Array.isArray(value)) throw new TypeError(`the chain sent no list of ${name}`);
  return value;
}

function record(json: unknown, what: string): Json {
  if (typeof json === "object" && json !== null) return json as Json;
  throw new TypeError(`the chain sent ${JSON.stringify(json)} for ${what}`);
}
