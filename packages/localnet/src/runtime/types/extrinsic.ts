import { struct } from "../../scale/composites.js";
import { option, tuple } from "../../scale/containers.js";
import { bytes, compact, fixedBytes, u32, u64, unit, wideCompact } from "../../scale/primitives.js";
import type { AnyType, Type } from "../../scale/type.js";
import type { TransactionExtension } from "../../metadata/description.js";
import { runtimeCall } from "../calls.js";
import type { Hex } from "../../scale/hex.js";
import { era } from "./era.js";
import { h256, multiAddress, multiSignature } from "./primitives.js";
import { metadataHashMode } from "./system.js";

const nothing = (path: string): AnyType => struct(path, []);

/**
 * What a transaction carries besides its call, in this order (specs 393 to 424): the era, the nonce, the tip, and the
 * mode of the metadata hash. The other extensions carry no bytes; some add to the signed payload.
 */
export const transactionExtensions: readonly TransactionExtension[] = [
  extension(
    "CheckNonZeroSender",
    nothing("frame_system::extensions::check_non_zero_sender::CheckNonZeroSender"),
  ),
  extension(
    "CheckSpecVersion",
    nothing("frame_system::extensions::check_spec_version::CheckSpecVersion"),
    u32,
  ),
  extension("CheckTxVersion", nothing("frame_system::extensions::check_tx_version::CheckTxVersion"), u32),
  extension("CheckGenesis", nothing("frame_system::extensions::check_genesis::CheckGenesis"), h256),
  extension("CheckMortality", struct("node_subtensor_runtime::check_mortality::CheckMortality", era), h256),
  extension("CheckNonce", struct("node_subtensor_runtime::check_nonce::CheckNonce", compact(u32))),
  extension("CheckWeight", nothing("frame_system::extensions::check_weight::CheckWeight")),
  extension(
    "ChargeTransactionPayment",
    struct("pallet_transaction_payment::ChargeTransactionPayment", wideCompact(u64)),
  ),
  extension(
    "SudoTransactionExtension",
    nothing("node_subtensor_runtime::sudo_wrapper::SudoTransactionExtension"),
  ),
  extension("CheckShieldedTxValidity", nothing("pallet_shield::extension::CheckShieldedTxValidity")),
  extension(
    "SubtensorTransactionExtension",
    nothing("pallet_subtensor::extensions::subtensor::SubtensorTransactionExtension"),
  ),
  extension("DrandPriority", nothing("pallet_drand::drand_priority::DrandPriority")),
  extension(
    "CheckMetadataHash",
    struct("frame_metadata_hash_extension::CheckMetadataHash", { mode: metadataHashMode }),
    option(fixedBytes(32)),
  ),
];

function extension(
  identifier: string,
  type: AnyType,
  additionalSigned: AnyType = unit,
): TransactionExtension {
  return { identifier, type, additionalSigned };
}

/** All extensions together, as metadata lists them. */
export const transactionExtra = tuple(...transactionExtensions.map(({ type }) => type));

/** A transaction as it travels: opaque bytes, whose parts metadata tells by the parameters. */
export const uncheckedExtrinsic: Type<Hex> = struct(
  "sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic",
  bytes,
  [
    { name: "Address", type: multiAddress },
    { name: "Call", type: runtimeCall },
    { name: "Signature", type: multiSignature },
    { name: "Extra", type: transactionExtra },
  ],
);
