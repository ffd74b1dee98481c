import type { KeyringPair } from "@polkadot/keyring/types";
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
import { fromHex, toHex, type Hex } from "../scale/hex.js";
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
}

/**
 * Signs `call` with `pair`, submits it as any client would, and resolves with the events of its transaction once it is
 * in a block. Throws {@link LocalnetError} when the pool refuses it, it is given up, or the call fails.
 */
export async function submitCall(
  { chain, pool }: SubmitTarget,
  pair: KeyringPair,
  call: RuntimeCall,
): Promise<readonly RuntimeEvent[]> {
  const name = `${call.type}.${call.value.type}`;
  const extrinsic = decodeExtrinsic(signCall(chain, pair, pool.nextNonce(toHex(pair.publicKey)), call));
  const refusal = pool.submit(extrinsic);
  if (refusal) throw refused(name, refusal.kind === "invalid" ? refusal.invalid.reason : refusal.kind);
  const events = await new Promise<readonly RuntimeEvent[]>((resolve, reject) => {
    pool.watch(extrinsic, (status) => {
      if (status.status === "inBlock") resolve(eventsOf(chain, status.hash, extrinsic.bytes));
      else if (status.status === "invalid" || status.status === "dropped")
        reject(refused(name, status.status));
    });
  });
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

/** The events of one transaction of a block. */
function eventsOf(chain: Chain, blockHash: Hex, transaction: Uint8Array): readonly RuntimeEvent[] {
  const block = chain.blockByHash(blockHash);
  const state = block && chain.stateAt(block);
  if (!state) return [];
  const index = block.body.findIndex((bytes) => Buffer.compare(bytes, transaction) === 0);
  return new StorageReader(state)
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
