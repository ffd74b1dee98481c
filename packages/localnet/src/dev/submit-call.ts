import type { KeyringPair } from "@polkadot/keyring/types";
import type { Chain, NewHead } from "../chain/chain.js";
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
}

/**
 * Signs `call` with `pair`, submits it as any client would, and resolves with the events of its transaction once it is
 * in a block. Throws {@link LocalnetError} when the pool refuses it or the call fails.
 */
export async function submitCall(
  { chain, pool }: SubmitTarget,
  pair: KeyringPair,
  call: RuntimeCall,
): Promise<readonly RuntimeEvent[]> {
  const name = `${call.type}.${call.value.type}`;
  const extrinsic = decodeExtrinsic(signCall(chain, pair, pool.nextNonce(toHex(pair.publicKey)), call));
  const included = new Promise<NewHead>((resolve) => {
    const stop = chain.listen({
      onHead(head) {
        if (!head.outcome?.included.some(({ hash }) => hash === extrinsic.hash)) return;
        stop();
        resolve(head);
      },
    });
  });
  const refusal = pool.submit(extrinsic);
  if (refusal) throw callFailed(name, JSON.stringify(refusal));
  const { block } = await included;
  const index = block.body.findIndex((bytes) => Buffer.compare(bytes, extrinsic.bytes) === 0);
  const state = chain.stateAt(block);
  const records = state ? new StorageReader(state).get(systemStorage.Events) : [];
  const events = records
    .filter(({ phase }) => phase.type === "ApplyExtrinsic" && phase.value === index)
    .map(({ event }) => event);
  const failure = events.find(({ type, value }) => type === "System" && value.type === "ExtrinsicFailed");
  if (failure?.type === "System" && failure.value.type === "ExtrinsicFailed") {
    throw callFailed(name, errorName(failure.value.value.dispatch_error));
  }
  return events;
}

function callFailed(call: string, error: string): LocalnetError {
  return new LocalnetError({ code: "localnet/call-failed", call, error }, `${call} failed: ${error}`);
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
