import type { KeyringPair } from "@polkadot/keyring/types";
import type { BlockProducer } from "../chain/block-producer.js";
import type { Chain } from "../chain/chain.js";
import type { TransactionPool } from "../chain/transaction-pool.js";
import { LocalnetError } from "../errors.js";
import { decodeExtrinsic } from "../execution/extrinsic.js";
import { signingPayload } from "../execution/signature.js";
import { runtimeCall, type RuntimeCall } from "../runtime/calls.js";
import { moduleErrorName } from "../execution/dispatch-failure.js";
import type { RuntimeEvent } from "../runtime/events.js";
import { systemStorage } from "../runtime/pallets/system.js";
import { EXTRINSIC_VERSION } from "../runtime/runtime.js";
import type { DispatchErrorValue } from "../runtime/types/dispatch.js";
import { fromHex, toHex } from "../scale/hex.js";
import { encode } from "../scale/type.js";
import { ScaleWriter } from "../scale/writer.js";
import { StorageReader } from "../state/storage.js";

const SIGNED_FLAG = 0x80;
const ADDRESS_IS_ACCOUNT_ID = 0;
const SIGNATURE_IS_SR25519 = 1;
const IMMORTAL = 0;
const NO_TIP = 0;
const NO_METADATA_HASH = 0;

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
  pair: KeyringPair,
  call: RuntimeCall,
): readonly RuntimeEvent[] {
  const name = `${call.type}.${call.value.type}`;
  const extrinsic = decodeExtrinsic(signCall(chain, pair, pool.nextNonce(toHex(pair.publicKey)), call));
  const refusal = pool.submit(extrinsic);
  if (refusal) throw refused(name, refusal.kind === "invalid" ? refusal.invalid.reason : refusal.kind);
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

function signCall(chain: Chain, pair: KeyringPair, nonce: number, call: RuntimeCall): Uint8Array {
  const callBytes = encode(runtimeCall, call);
  const extraBytes = new ScaleWriter()
    .byte(IMMORTAL)
    .compact(nonce)
    .compact(NO_TIP)
    .byte(NO_METADATA_HASH)
    .finish();
  const payload = signingPayload({ callBytes, extraBytes }, chain.genesisHash, chain.genesisHash);
  const body = new ScaleWriter()
    .byte(SIGNED_FLAG | EXTRINSIC_VERSION)
    .byte(ADDRESS_IS_ACCOUNT_ID)
    .bytes(pair.publicKey)
    .byte(SIGNATURE_IS_SR25519)
    .bytes(pair.sign(payload))
    .bytes(extraBytes)
    .bytes(callBytes)
    .finish();
  return new ScaleWriter().compact(body.length).bytes(body).finish();
}

function errorName(error: DispatchErrorValue): string {
  if (error.type === "Token") return error.value;
  return error.type === "Module"
    ? moduleErrorName(error.value.index, fromHex(error.value.error)[0])
    : error.type;
}
