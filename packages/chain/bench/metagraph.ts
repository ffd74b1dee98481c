import { silentLogger } from "@headframe/kit";
import { median, ratioTo, type Measurement } from "@headframe/testkit/bench";
import { Metadata, TypeRegistry } from "@polkadot/types";
import { encodeAddress } from "../src/index.js";
import { JsonRpcSocket } from "../src/substrate/json-rpc-socket.js";
import { MetagraphReader, type MetagraphSource } from "../src/substrate/metagraph-reader.js";
import { fetchNewestMetadata } from "../src/substrate/newest-metadata.js";
import type { SendRequest } from "../src/substrate/node-request.js";
import { findSubnetApiMethod } from "../src/substrate/runtime-shapes.js";

const READINGS = 25;
const NEURONS = 256;

/** How long reading a full subnet keeps the event loop, answers at hand, against reading it through the library. */
export async function benchMetagraph(url: string): Promise<Measurement> {
  const socket = await JsonRpcSocket.open(url, new AbortController().signal);
  const request: SendRequest = (method, params) => socket.request(method, params);
  const metadata = Buffer.from(String(await fetchNewestMetadata(request, [])).slice(2), "hex");
  await socket.close();
  const ours = sourceOf(metadata, "get_selective_metagraph");
  const renamed = metadata
    .toString("latin1")
    .replaceAll("get_selective_metagraph", "got_selective_metagraph");
  const library = sourceOf(Buffer.from(renamed, "latin1"), "get_metagraph");
  const [value, floor] = [await medianMs(ours), await medianMs(library)];
  return {
    name: `metagraph of ${NEURONS} neurons, against the library`,
    value,
    unit: "ms",
    ...ratioTo(floor, value),
  };
}

async function medianMs(source: MetagraphSource): Promise<number> {
  const reader = new MetagraphReader({ logger: silentLogger });
  const times: number[] = [];
  for (let reading = 0; reading <= READINGS; reading++) {
    const startedAt = performance.now();
    await reader.read(source, 1);
    // The first one works out the addresses.
    if (reading > 0) times.push(performance.now() - startedAt);
  }
  return median(times);
}

/** A node that has the answer at hand. */
function sourceOf(metadata: Buffer, methodName: string): MetagraphSource {
  const registry = new TypeRegistry();
  const runtimeMetadata = new Metadata(registry, `0x${metadata.toString("hex")}`);
  registry.setMetadata(runtimeMetadata, undefined, undefined, true);
  const method = findSubnetApiMethod(runtimeMetadata, methodName);
  if (!method) throw new Error(`the runtime has no ${methodName}`);
  const type = registry.createLookupType(method.output);
  const bytes = registry.createTypeUnsafe(type, [fullSubnet()]).toU8a();
  const answer = `0x${Buffer.from(bytes).toString("hex")}`;
  return { api: { registry, runtimeMetadata }, send: () => Promise.resolve(answer) };
}

function fullSubnet(): object {
  const uids = Array.from({ length: NEURONS }, (_, uid) => uid);
  const keys = uids.map((uid) => encodeAddress(new Uint8Array(32).fill(uid)));
  return {
    netuid: 1,
    block: 1000,
    hotkeys: keys,
    coldkeys: keys.toReversed(),
    axons: uids.map((uid) => ({ ip: 3_405_774_853, ipType: 4, port: 8091, block: uid })),
    active: uids.map(() => true),
    validatorPermit: uids.map((uid) => uid < 64),
    totalStake: uids.map((uid) => 1n << BigInt(uid % 64)),
  };
}
