import { ERROR_INDEXES } from "../runtime/errors.js";
import { commitments } from "../runtime/pallets/commitments.js";
import { subtensorModule } from "../runtime/pallets/subtensor/index.js";
import type { DispatchErrorValue } from "../runtime/types/dispatch.js";
import { toHex } from "../scale/hex.js";

const PALLET_INDEXES = {
  SubtensorModule: subtensorModule.index,
  Commitments: commitments.index,
} as const satisfies Record<keyof typeof ERROR_INDEXES, number>;

/** A call ends without effect; the transaction that holds it fails, or is not let into the pool. */
export class DispatchFailure extends Error {
  override readonly name = "DispatchFailure";
  readonly reason: DispatchErrorValue;
  /** The name of the error, for those that pallets define. */
  readonly errorName: string;

  constructor(reason: DispatchErrorValue, errorName: string) {
    super(errorName);
    this.reason = reason;
    this.errorName = errorName;
  }
}

/** Ends the call with a pallet's error. */
export function fail<P extends keyof typeof ERROR_INDEXES>(
  pallet: P,
  name: keyof (typeof ERROR_INDEXES)[P] & string,
): never {
  const indexes: Readonly<Record<string, number>> = ERROR_INDEXES[pallet];
  const error = toHex(Uint8Array.of(indexes[name] ?? 0, 0, 0, 0));
  throw new DispatchFailure({ type: "Module", value: { index: PALLET_INDEXES[pallet], error } }, name);
}

/** Ends the call because its signer may not make it. */
export function badOrigin(): never {
  throw new DispatchFailure({ type: "BadOrigin", value: undefined }, "BadOrigin");
}

/** The name of a pallet's error, by the indexes of the pallet and of the error. */
export function moduleErrorName(palletIndex: number, errorIndex: number | undefined): string {
  for (const [pallet, indexes] of Object.entries(ERROR_INDEXES)) {
    if (PALLET_INDEXES[pallet as keyof typeof PALLET_INDEXES] !== palletIndex) continue;
    const found = Object.entries(indexes).find(([, index]) => index === errorIndex);
    if (found) return found[0];
  }
  return `error ${errorIndex} of pallet ${palletIndex}`;
}
