import { BLOCK_LENGTH } from "../runtime/limits.data.js";
import { EXISTENTIAL_DEPOSIT_RAO } from "../runtime/pallets/balances.js";
import { systemStorage } from "../runtime/pallets/system.js";
import { eraBirth } from "../runtime/types/era.js";
import type { Hex } from "../scale/hex.js";
import type { StorageReader } from "../state/storage.js";
import { freeBalance } from "./accounts.js";
import { DispatchFailure } from "./dispatch-failure.js";
import type { SignedExtrinsic } from "./extrinsic.js";
import { feeOf } from "./fees.js";
import { bindCall } from "./rules.js";
import { runtimeVersionOf } from "./runtime-version.js";
import { signingPayload, verifySignature } from "./signature.js";

/** Why a transaction cannot go into a block (`sp_runtime::InvalidTransaction`). */
export type Invalid =
  | {
      readonly reason:
        | "payment"
        | "stale"
        | "bad-proof"
        | "ancient-birth-block"
        | "future"
        | "exhausts-resources";
    }
  | { readonly reason: "custom"; readonly code: number };

/** What a transaction is checked against. */
export interface ValidityContext {
  readonly storage: StorageReader;
  /** The block that it would go into. */
  readonly block: number;
  readonly genesisHash: Hex;
  /** The hash of an earlier block, while it is known. */
  readonly blockHash: (number: number) => Hex | undefined;
}

/** The pool's codes for errors that it looks for before inclusion. Stable by promise of the source (spec 425). */
const CUSTOM_CODES: Readonly<Record<string, number>> = {
  AmountTooLow: 1,
  NotEnoughStakeToSetWeights: 1,
  NotEnoughBalanceToStake: 2,
  SubnetNotExists: 3,
  HotKeyAccountNotExists: 4,
  NotEnoughStakeToWithdraw: 5,
  SettingWeightsTooFast: 6,
  CommittingWeightsTooFast: 6,
  NetworkTxRateLimitExceeded: 6,
  HotKeyNotRegisteredInNetwork: 10,
  InvalidIpAddress: 11,
  ServingRateLimitExceeded: 12,
  InvalidPort: 13,
  NoWeightsCommitFound: 16,
  RevealTooEarly: 17,
  HotKeyNotRegisteredInSubNet: 19,
  NonAssociatedColdKey: 25,
};

/** Whatever has no code of its own. */
const BAD_REQUEST = 255;

/**
 * Checks a transaction in the order in which a runtime does: era, signature, nonce, payment, the call's own conditions.
 * A nonce above the account's comes back as `future`, after all else has passed.
 */
export function checkValidity(extrinsic: SignedExtrinsic, context: ValidityContext): Invalid | undefined {
  const { storage, block, genesisHash } = context;
  if (extrinsic.bytes.length > BLOCK_LENGTH.max.normal) return { reason: "exhausts-resources" };
  const birth = eraBirth(extrinsic.era, block);
  const birthHash = extrinsic.era === undefined ? genesisHash : context.blockHash(birth);
  if (birthHash === undefined) return { reason: "ancient-birth-block" };
  if (extrinsic.metadataHashMode === "Enabled") return { reason: "bad-proof" };
  const { spec_version } = runtimeVersionOf(storage);
  const payload = signingPayload(extrinsic, genesisHash, birthHash, spec_version);
  if (!verifySignature(extrinsic, payload)) return { reason: "bad-proof" };
  const { nonce } = storage.get(systemStorage.Account, extrinsic.signer);
  if (extrinsic.nonce < nonce) return { reason: "stale" };
  return (
    checkPayment(extrinsic, storage) ??
    checkCall(extrinsic, storage, block) ??
    (extrinsic.nonce > nonce ? { reason: "future" } : undefined)
  );
}

/** Free calls ask neither for an account nor for a balance: a hotkey that never held anything can serve. */
function checkPayment(extrinsic: SignedExtrinsic, storage: StorageReader): Invalid | undefined {
  const fee = feeOf(extrinsic);
  const due = fee.pays === "Yes" ? fee.total + extrinsic.tip : extrinsic.tip;
  if (due === 0n) return undefined;
  // Paying must not remove the account.
  const left = freeBalance(storage, extrinsic.signer) - due;
  return left < EXISTENTIAL_DEPOSIT_RAO ? { reason: "payment" } : undefined;
}

function checkCall(extrinsic: SignedExtrinsic, storage: StorageReader, block: number): Invalid | undefined {
  try {
    bindCall(extrinsic.call).precheck({ storage, block, signer: extrinsic.signer });
    return undefined;
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
    return { reason: "custom", code: CUSTOM_CODES[error.errorName] ?? BAD_REQUEST };
  }
}
