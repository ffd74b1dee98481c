import type { RuntimeCall } from "../runtime/calls.js";
import type { RuntimeEvent } from "../runtime/events.js";
import type { DispatchClass, Pays } from "../runtime/types/dispatch.js";
import type { Hex } from "../scale/hex.js";
import type { Storage, StorageReader } from "../state/storage.js";

/** What a call may look at before it is let into the pool. */
export interface CheckContext {
  readonly storage: StorageReader;
  /** The block that the call goes into. */
  readonly block: number;
  /** The account that signed. */
  readonly signer: Hex;
}

/** What a call works on. */
export interface CallContext extends CheckContext {
  readonly storage: Storage;
  readonly emit: (event: RuntimeEvent) => void;
}

/** How a call is carried out and what it costs. */
export interface CallRule<Arguments> {
  /** Work in picoseconds of the reference machine: what the fee is made of. */
  readonly refTime: bigint;
  readonly pays: Pays;
  readonly class: DispatchClass;
  /** What the pool checks as well as the call itself. Throws `DispatchFailure`. */
  readonly precheck?: (context: CheckContext, call: Arguments) => void;
  /** Throws `DispatchFailure`; what it changed until then is undone. */
  readonly dispatch: (context: CallContext, call: Arguments) => void;
}

type PalletCall<P extends RuntimeCall["type"]> = Extract<RuntimeCall, { readonly type: P }>["value"];

/** One rule for each call of a pallet: a call without one does not compile. */
export type PalletRules<P extends RuntimeCall["type"]> = {
  readonly [C in PalletCall<P>["type"]]: CallRule<Extract<PalletCall<P>, { readonly type: C }>["value"]>;
};

/** The arguments of one call. */
export type ArgumentsOf<P extends RuntimeCall["type"], C extends PalletCall<P>["type"]> = Extract<
  PalletCall<P>,
  { readonly type: C }
>["value"];
