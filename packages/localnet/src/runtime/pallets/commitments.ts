import { constant, type Pallet } from "../../metadata/description.js";
import { identity, optional, storageOf, twox64, withDefault } from "../../metadata/storage-item.js";
import { enumeration, errorsOf, struct, variant } from "../../scale/composites.js";
import { u16, u32, u64 } from "../../scale/primitives.js";
import { commitmentInfo, MAX_FIELDS, registration } from "../types/commitments.js";
import { accountId } from "../types/primitives.js";

const byAccount = [identity(u16), twox64(accountId)] as const;

export const commitmentsCall = enumeration("pallet_commitments::pallet::Call", {
  set_commitment: variant(0, { netuid: u16, info: commitmentInfo }),
});

export const commitmentsEvent = enumeration("pallet_commitments::pallet::Event", {
  Commitment: variant(0, { netuid: u16, who: accountId }),
});

export const commitmentsErrors = { AccountNotAllowedCommit: 1, SpaceLimitExceeded: 2 } as const;

export const commitmentsStorage = storageOf("Commitments", {
  CommitmentOf: optional(byAccount, registration),
  LastCommitment: optional(byAccount, u32),
  UsedSpaceOf: optional(
    byAccount,
    struct("pallet_commitments::types::UsageTracker", { last_epoch: u64, used_space: u64 }),
  ),
  /** Bytes that an account may commit in an epoch. */
  MaxSpace: withDefault([], u32, 3100),
});

/** What neurons make public about themselves. */
export const commitments = {
  name: "Commitments",
  index: 18,
  storage: commitmentsStorage,
  calls: commitmentsCall,
  events: commitmentsEvent,
  errors: errorsOf("pallet_commitments::pallet::Error", commitmentsErrors),
  constants: { MaxFields: constant(u32, MAX_FIELDS) },
} as const satisfies Pallet;
