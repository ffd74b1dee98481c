import { commitmentsStorage } from "../runtime/pallets/commitments.js";
import { subtensorStorage } from "../runtime/pallets/subtensor/storage.js";
import { commitmentInfo, type CommitmentInfo } from "../runtime/types/commitments.js";
import { encode } from "../scale/type.js";
import type { CallContext, PalletRules } from "./call-rule.js";
import { fail } from "./dispatch-failure.js";

const COMMIT_REF_TIME = 33_480_000n;

/** However small, a commitment counts as this many bytes. */
const SMALLEST_SPACE_BYTES = 100n;

/** A registered hotkey makes something public. */
export const commitmentRules: PalletRules<"Commitments"> = {
  set_commitment: {
    refTime: COMMIT_REF_TIME,
    pays: "No",
    class: "Normal",
    dispatch: (context, { netuid, info }) => commit(context, netuid, info),
  },
};

function commit(context: CallContext, netuid: number, info: CommitmentInfo): void {
  const { storage, signer: who, block, emit } = context;
  if (!storage.has(subtensorStorage.Uids, netuid, who)) fail("Commitments", "AccountNotAllowedCommit");
  useSpace(context, netuid, BigInt(encode(commitmentInfo, info).length));
  storage.put(commitmentsStorage.CommitmentOf, [netuid, who], { deposit: 0n, block, info });
  storage.put(commitmentsStorage.LastCommitment, [netuid, who], block);
  emit({ type: "Commitments", value: { type: "Commitment", value: { netuid, who } } });
}

/** The space of an account is limited per epoch of its subnet. */
function useSpace({ storage, signer, block }: CallContext, netuid: number, byteLength: bigint): void {
  const epoch = BigInt(Math.floor(block / (storage.get(subtensorStorage.Tempo, netuid) + 1)));
  const usage = storage.get(commitmentsStorage.UsedSpaceOf, netuid, signer);
  const used = usage?.last_epoch === epoch ? usage.used_space : 0n;
  const needed = byteLength > SMALLEST_SPACE_BYTES ? byteLength : SMALLEST_SPACE_BYTES;
  if (used + needed > BigInt(storage.get(commitmentsStorage.MaxSpace)))
    fail("Commitments", "SpaceLimitExceeded");
  const tracked = { last_epoch: epoch, used_space: used + needed };
  storage.put(commitmentsStorage.UsedSpaceOf, [netuid, signer], tracked);
}
