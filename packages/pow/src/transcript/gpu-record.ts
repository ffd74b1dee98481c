import type { Reason } from "../rules/outcome.js";
import type { PowParams } from "../rules/params.js";
import type { Deadlines } from "../rules/timing.js";

/** A commit or Openings as first received. */
export interface RecordedFrame {
  readonly us: number;
  readonly bytes: Uint8Array;
  /** R1, R2, or the body of the Openings. */
  readonly content: Uint8Array;
}

/** The frames that are recorded once per GPU. */
export type RecordedKind = "commit1" | "commit2" | "openings";

/** What an evaluation knows about one GPU. The first reason stays. */
export class GpuRecord {
  readonly slot: number;
  readonly uuid: Uint8Array;
  /** The parameter block as sent. */
  readonly rawParams: Uint8Array;
  readonly params: PowParams | undefined;
  /** Known once the Challenge was accepted. */
  deadlines: Deadlines | undefined;
  #reason: Reason | undefined;
  readonly #recorded = new Map<RecordedKind, RecordedFrame>();

  constructor(slot: number, uuid: Uint8Array, rawParams: Uint8Array, params: PowParams | undefined) {
    this.slot = slot;
    this.uuid = uuid;
    this.rawParams = rawParams;
    this.params = params;
  }

  get reason(): Reason | undefined {
    return this.#reason;
  }

  /** Sets the reason, unless there is one. */
  settle(reason: Reason): void {
    this.#reason ??= reason;
  }

  recorded(kind: RecordedKind): RecordedFrame | undefined {
    return this.#recorded.get(kind);
  }

  record(kind: RecordedKind, frame: RecordedFrame): void {
    this.#recorded.set(kind, frame);
  }

  /** Whether nothing more of this kind has to be waited for. */
  has(kind: RecordedKind): boolean {
    return this.#reason !== undefined || this.#recorded.has(kind);
  }
}
