import type { BlockProducer } from "../chain/block-producer.js";
import type { Chain } from "../chain/chain.js";
import type { TransactionPool } from "../chain/transaction-pool.js";
import { LocalnetError } from "../errors.js";
import { decodeExtrinsic } from "../execution/extrinsic.js";
import { runtimeVersionOf } from "../execution/runtime-version.js";
import type { Invalid } from "../execution/validity.js";
import type { RuntimeCall } from "../runtime/calls.js";
import { moduleErrorName } from "../execution/dispatch-failure.js";
import type { RuntimeEvent } from "../runtime/events.js";
import { systemStorage } from "../runtime/pallets/system.js";
import type { DispatchErrorValue } from "../runtime/types/dispatch.js";
import { fromHex, toHex } from "../scale/hex.js";
import { StorageReader } from "../state/storage.js";
import type { DevelopmentKey } from "./development-key.js";
import { signCall } from "./sign-call.js";

/** Where a call is submitted. */
export interface SubmitTarget {
  readonly chain: Chain;
  readonly pool: TransactionPool;
  readonly producer: BlockProducer;
}

/**
 * Signs `call` with `pair`, submits it as any client would, builds a block at once, and gives the events of its
 * transaction. Throws {@link LocalnetError} when the pool refuses it, or the call fails.
 */
export function submitCall(
  { chain, pool, producer }: SubmitTarget,
  pair: DevelopmentKey,
  call: RuntimeCall,
): readonly RuntimeEvent[] {
  const name = `${call.type}.${call.value.type}`;
  const nonce = pool.nextNonce(toHex(pair.publicKey));
  const { spec_version: specVersion } = runtimeVersionOf(new StorageReader(chain.headState));
  const signing = { pair, nonce, genesisHash: chain.genesisHash, specVersion };
  const extrinsic = decodeExtrinsic(signCall(call, signing));
  const refusal = pool.submit(extrinsic);
  if (refusal) throw refused(name, refusal.kind === "invalid" ? reasonOf(refusal.invalid) : refusal.kind);
  producer.produce();
  const index = chain.head.body.findIndex((bytes) => Buffer.compare(bytes, extrinsic.bytes) === 0);
  if (index === -1) throw refused(name, "left out of its block");
  const events = eventsOf(chain, index);
  for (const { type, value } of events) {
    if (type !== "System" || value.type !== "ExtrinsicFailed") continue;
    const error = errorName(value.value.dispatch_error);
    throw new LocalnetError({ code: "localnet/call-failed", call: name, error }, `${name} failed: ${error}`);
  }
  return events;
}

function reasonOf(invalid: Invalid): string {
  return invalid.reason === "custom" ? `custom error ${invalid.code}` : invalid.reason;
}

function refused(call: string, reason: string): LocalnetError {
  return new LocalnetError({ code: "localnet/call-refused", call, reason }, `${call} was refused: ${reason}`);
}

/** The events of one transaction of the best block. */
function eventsOf(chain: Chain, index: number): readonly RuntimeEvent[] {
  return new StorageReader(chain.headState)
    .get(systemStorage.Events)
    .filter(({ phase }) => phase.type === "ApplyExtrinsic" && phase.value === index)
    .map(({ event }) => event);
}

function errorName(error: DispatchErrorValue): string {
  if (error.type === "Token") return error.value;
  return error.type === "Module"
    ? moduleErrorName(error.value.index, fromHex(error.value.error)[0])
    : error.type;
}
