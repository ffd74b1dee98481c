import { enumeration, names, struct, variant } from "../../scale/composites.js";
import { option, tuple, vec } from "../../scale/containers.js";
import { bytes, compact, fixedBytes, str, u128, u32, u64, u8 } from "../../scale/primitives.js";
import type { AnyType, Type, ValueOf } from "../../scale/type.js";
import { weight } from "./dispatch.js";
import { h256 } from "./primitives.js";

/** `Cow<'static, T>`: encoded as what it borrows. */
function cow<T>(of: Type<T>): Type<T> {
  return {
    ...of,
    shape: { kind: "struct", path: "Cow", parameters: [{ name: "T", type: of }], fields: [{ type: of }] },
  };
}

/** What the runtime is: clients sign its versions into every transaction. */
export const runtimeVersion = struct("sp_version::RuntimeVersion", {
  spec_name: cow(str),
  impl_name: cow(str),
  authoring_version: u32,
  spec_version: u32,
  impl_version: u32,
  apis: cow(vec(tuple(fixedBytes(8), u32))),
  transaction_version: u32,
  system_version: u8,
});

export const accountData = struct("pallet_balances::types::AccountData", {
  free: u64,
  reserved: u64,
  frozen: u64,
  flags: struct("pallet_balances::types::ExtraFlags", u128),
});

export const accountInfo = struct("frame_system::AccountInfo", {
  nonce: u32,
  consumers: u32,
  providers: u32,
  sufficients: u32,
  data: accountData,
});
export type AccountInfo = ValueOf<typeof accountInfo>;

const consensusEngineId = fixedBytes(4);

export const digest = struct("sp_runtime::generic::digest::Digest", {
  logs: vec(
    enumeration("sp_runtime::generic::digest::DigestItem", {
      PreRuntime: variant(6, [consensusEngineId, bytes]),
      Consensus: variant(4, [consensusEngineId, bytes]),
      Seal: variant(5, [consensusEngineId, bytes]),
      Other: variant(0, bytes),
      RuntimeEnvironmentUpdated: variant(8),
    }),
  ),
});

export const header = struct(
  "sp_runtime::generic::header::Header",
  {
    parent_hash: h256,
    number: compact(u32),
    state_root: h256,
    extrinsics_root: h256,
    digest,
  },
  [{ name: "Number", type: u32 }, { name: "Hash" }],
);
export type Header = ValueOf<typeof header>;

export const phase = enumeration("frame_system::Phase", {
  ApplyExtrinsic: variant(0, u32),
  Finalization: variant(1),
  Initialization: variant(2),
});
export type Phase = ValueOf<typeof phase>;

/** `PerDispatchClass<T>`; it has a name of its own for each `T`, told apart by the parameter. */
function perDispatchClass<T>(of: Type<T>): Type<Readonly<Record<"normal" | "operational" | "mandatory", T>>> {
  const parameter = { name: "T", type: of as AnyType };
  const fields = { normal: of, operational: of, mandatory: of };
  return struct("frame_support::dispatch::PerDispatchClass", fields, [parameter]) as ReturnType<
    typeof perDispatchClass<T>
  >;
}

export const blockWeights = struct("frame_system::limits::BlockWeights", {
  base_block: weight,
  max_block: weight,
  per_class: perDispatchClass(
    struct("frame_system::limits::WeightsPerClass", {
      base_extrinsic: weight,
      max_extrinsic: option(weight),
      max_total: option(weight),
      reserved: option(weight),
    }),
  ),
});

export const blockLength = struct("frame_system::limits::BlockLength", { max: perDispatchClass(u32) });

export const dbWeight = struct("sp_weights::RuntimeDbWeight", { read: u64, write: u64 });

export const lastRuntimeUpgradeInfo = struct("frame_system::LastRuntimeUpgradeInfo", {
  spec_version: compact(u32),
  spec_name: cow(str),
});

/** How the signed part of a transaction declares that it signed a hash of the metadata. */
export const metadataHashMode = names("frame_metadata_hash_extension::Mode", ["Disabled", "Enabled"]);
