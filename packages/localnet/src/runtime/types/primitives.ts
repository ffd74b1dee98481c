import { fixedBytes } from "../../scale/primitives.js";
import { enumeration, struct, variant } from "../../scale/composites.js";
import { bytes, compact, u32, unit } from "../../scale/primitives.js";
import type { Hex } from "../../scale/hex.js";
import type { Type } from "../../scale/type.js";

/** A public key, or the id of an account that has none. */
export const accountId: Type<Hex> = struct("sp_core::crypto::AccountId32", fixedBytes(32));

/** A hash of 32 bytes. */
export const h256: Type<Hex> = struct("primitive_types::H256", fixedBytes(32));

/** Who is meant. Signed transactions and `Id` are what clients use. */
export const multiAddress = enumeration(
  "sp_runtime::multiaddress::MultiAddress",
  {
    Id: variant(0, accountId),
    Index: variant(1, { ...compact(u32), shape: { kind: "compact", of: unit } } as Type<number>),
    Raw: variant(2, bytes),
    Address32: variant(3, fixedBytes(32)),
    Address20: variant(4, fixedBytes(20)),
  },
  [
    { name: "AccountId", type: accountId },
    { name: "AccountIndex", type: unit },
  ],
);

/** A signature and its scheme. */
export const multiSignature = enumeration("sp_runtime::MultiSignature", {
  Ed25519: variant(0, fixedBytes(64)),
  Sr25519: variant(1, fixedBytes(64)),
  Ecdsa: variant(2, fixedBytes(65)),
});
