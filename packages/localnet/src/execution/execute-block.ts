import { subtensorStorage } from "../runtime/pallets/subtensor/storage.js";
import { BLOCK_HASH_COUNT, systemStorage } from "../runtime/pallets/system.js";
import { timestampStorage } from "../runtime/pallets/timestamp.js";
import type { EventRecord, RuntimeEvent } from "../runtime/events.js";
import type { DispatchErrorValue, Weight } from "../runtime/types/dispatch.js";
import type { Phase } from "../runtime/types/system.js";
import type { Hex } from "../scale/hex.js";
import { Overlay, type Changes, type ReadableState } from "../state/key-value.js";
import { Storage } from "../state/storage.js";
import { withdraw, type LedgerContext } from "./accounts.js";
import { DispatchFailure } from "./dispatch-failure.js";
import { encodeInherent, type SignedExtrinsic } from "./extrinsic.js";
import { feeOf } from "./fees.js";
import { bindCall } from "./rules.js";
import { decayBurn } from "./subtensor/burn.js";
import { stepEpoch } from "./subtensor/epoch-schedule.js";
import { checkValidity, type Invalid } from "./validity.js";

/** What is done to the chain's state outside of any transaction, at the beginning of a block. */
export type RootOperation = (context: LedgerContext & { readonly block: number }) => void;

export interface BlockInput {
  readonly number: number;
  readonly parentHash: Hex;
  readonly genesisHash: Hex;
  readonly timestampMs: number;
  readonly blockHash: (number: number) => Hex | undefined;
  readonly extrinsics: readonly SignedExtrinsic[];
  readonly rootOperations: readonly RootOperation[];
}

export interface BlockOutcome {
  readonly changes: Changes;
  /** The transactions that are in the block, the author's own first. */
  readonly body: readonly Uint8Array[];
  readonly included: readonly SignedExtrinsic[];
  /** Those that turned out not to be valid any more. */
  readonly refused: readonly { readonly extrinsic: SignedExtrinsic; readonly invalid: Invalid }[];
}

/** Carries out one block on top of `parent`. */
export function executeBlock(parent: ReadableState, input: BlockInput): BlockOutcome {
  return new BlockExecution(parent, input).run();
}

const INHERENT_WEIGHT: Weight = { ref_time: 0n, proof_size: 0n };

class BlockExecution {
  readonly #overlay: Overlay;
  readonly #storage: Storage;
  readonly #input: BlockInput;
  readonly #events: EventRecord[] = [];
  readonly #body: Uint8Array[] = [];

  constructor(parent: ReadableState, input: BlockInput) {
    this.#overlay = new Overlay(parent);
    this.#storage = new Storage(this.#overlay);
    this.#input = input;
  }

  run(): BlockOutcome {
    this.#initialise();
    this.#setTime();
    const included: SignedExtrinsic[] = [];
    const refused: { extrinsic: SignedExtrinsic; invalid: Invalid }[] = [];
    for (const extrinsic of this.#input.extrinsics) {
      const invalid = checkValidity(extrinsic, {
        storage: this.#storage,
        block: this.#input.number,
        genesisHash: this.#input.genesisHash,
        blockHash: this.#input.blockHash,
      });
      if (invalid) {
        refused.push({ extrinsic, invalid });
      } else {
        this.#apply(extrinsic);
        included.push(extrinsic);
      }
    }
    this.#storage.put(systemStorage.Events, [], this.#events);
    this.#storage.put(systemStorage.EventCount, [], this.#events.length);
    return { changes: this.#overlay.changes, body: this.#body, included, refused };
  }

  #initialise(): void {
    const { number, parentHash, rootOperations } = this.#input;
    this.#storage.put(systemStorage.Number, [], number);
    this.#storage.put(systemStorage.ParentHash, [], parentHash);
    this.#storage.put(systemStorage.BlockHash, [number - 1], parentHash);
    const forgotten = number - 1 - BLOCK_HASH_COUNT;
    if (forgotten >= 0) this.#storage.remove(systemStorage.BlockHash, forgotten);
    const emit = this.#emitter({ type: "Initialization", value: undefined });
    for (const operation of rootOperations) operation({ storage: this.#storage, emit, block: number });
    const networks = this.#storage.get(subtensorStorage.TotalNetworks);
    for (let netuid = 1; netuid < networks; netuid++) {
      decayBurn(this.#storage, netuid);
      stepEpoch(this.#storage, netuid, number);
    }
  }

  /** The author's own transaction: the time of the block. */
  #setTime(): void {
    const now = BigInt(this.#input.timestampMs);
    this.#body.push(encodeInherent({ type: "Timestamp", value: { type: "set", value: { now } } }));
    this.#storage.put(timestampStorage.Now, [], now);
    const dispatch_info = { weight: INHERENT_WEIGHT, class: "Mandatory", pays_fee: "Yes" } as const;
    this.#emitter(inExtrinsic(0))({
      type: "System",
      value: { type: "ExtrinsicSuccess", value: { dispatch_info } },
    });
  }

  #apply(extrinsic: SignedExtrinsic): void {
    const emit = this.#emitter(inExtrinsic(this.#body.push(extrinsic.bytes) - 1));
    const { signer: who, tip } = extrinsic;
    this.#storage.mutate(systemStorage.Account, [who], (account) => ({
      ...account,
      nonce: account.nonce + 1,
    }));
    const fee = feeOf(extrinsic);
    const due = fee.total + tip;
    if (due > 0n) withdraw({ storage: this.#storage, emit }, who, due);

    const error = this.#dispatch(extrinsic, emit);
    emit({
      type: "TransactionPayment",
      value: { type: "TransactionFeePaid", value: { who, actual_fee: due, tip } },
    });
    const dispatch_info = { weight: fee.weight, class: fee.class, pays_fee: fee.pays };
    if (error === undefined) {
      emit({ type: "System", value: { type: "ExtrinsicSuccess", value: { dispatch_info } } });
    } else {
      const value = { dispatch_error: error, dispatch_info };
      emit({ type: "System", value: { type: "ExtrinsicFailed", value } });
    }
  }

  /** Carries out the call; when it fails, neither its changes nor its events remain. */
  #dispatch(extrinsic: SignedExtrinsic, emit: (event: RuntimeEvent) => void): DispatchErrorValue | undefined {
    const overlay = new Overlay(this.#overlay);
    const events: RuntimeEvent[] = [];
    try {
      bindCall(extrinsic.call).dispatch({
        storage: new Storage(overlay),
        block: this.#input.number,
        signer: extrinsic.signer,
        emit: (event) => events.push(event),
      });
    } catch (error) {
      if (!(error instanceof DispatchFailure)) throw error;
      return error.reason;
    }
    overlay.applyTo(this.#overlay);
    for (const event of events) emit(event);
    return undefined;
  }

  #emitter(phase: Phase): (event: RuntimeEvent) => void {
    return (event) => void this.#events.push({ phase, event, topics: [] });
  }
}

function inExtrinsic(index: number): Phase {
  return { type: "ApplyExtrinsic", value: index };
}
