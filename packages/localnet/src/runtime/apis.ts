import { method, type RuntimeApis } from "../metadata/description.js";
import { struct } from "../scale/composites.js";
import { option, vec } from "../scale/containers.js";
import { bytes, u16, u32, u64 } from "../scale/primitives.js";
import { dispatchClass, weight } from "./types/dispatch.js";
import { uncheckedExtrinsic } from "./types/extrinsic.js";
import { accountId } from "./types/primitives.js";
import { metagraph, neuronInfo, neuronInfoLite, selectiveMetagraph } from "./types/subtensor.js";
import { runtimeVersion } from "./types/system.js";
import { API_VERSIONS } from "./version.js";

const opaqueMetadata = struct("sp_core::OpaqueMetadata", bytes);

const runtimeDispatchInfo = struct("pallet_transaction_payment::types::RuntimeDispatchInfo", {
  weight,
  class: dispatchClass,
  partial_fee: u64,
});

const feeDetails = struct("pallet_transaction_payment::types::FeeDetails", {
  inclusion_fee: option(
    struct("pallet_transaction_payment::types::InclusionFee", {
      base_fee: u64,
      len_fee: u64,
      adjusted_weight_fee: u64,
    }),
  ),
  tip: u64,
});

const bySubnet = { netuid: u16 } as const;

/** The runtime APIs that we serve, by `state_call`. */
export const runtimeApis = {
  Core: { version: API_VERSIONS.Core, methods: { version: method({}, runtimeVersion) } },
  Metadata: {
    version: API_VERSIONS.Metadata,
    methods: {
      metadata: method({}, opaqueMetadata),
      metadata_at_version: method({ version: u32 }, option(opaqueMetadata)),
      metadata_versions: method({}, vec(u32)),
    },
  },
  AccountNonceApi: {
    version: API_VERSIONS.AccountNonceApi,
    methods: { account_nonce: method({ account: accountId }, u32) },
  },
  TransactionPaymentApi: {
    version: API_VERSIONS.TransactionPaymentApi,
    methods: {
      query_info: method({ uxt: uncheckedExtrinsic, len: u32 }, runtimeDispatchInfo),
      query_fee_details: method({ uxt: uncheckedExtrinsic, len: u32 }, feeDetails),
      query_weight_to_fee: method({ weight }, u64),
      query_length_to_fee: method({ length: u32 }, u64),
    },
  },
  NeuronInfoRuntimeApi: {
    version: API_VERSIONS.NeuronInfoRuntimeApi,
    methods: {
      get_neurons: method(bySubnet, vec(neuronInfo)),
      get_neuron: method({ netuid: u16, uid: u16 }, option(neuronInfo)),
      get_neurons_lite: method(bySubnet, vec(neuronInfoLite)),
      get_neuron_lite: method({ netuid: u16, uid: u16 }, option(neuronInfoLite)),
    },
  },
  SubnetInfoRuntimeApi: {
    version: API_VERSIONS.SubnetInfoRuntimeApi,
    methods: {
      get_metagraph: method(bySubnet, option(metagraph)),
      get_all_metagraphs: method({}, vec(option(metagraph))),
      get_selective_metagraph: method(
        { netuid: u16, metagraph_indexes: vec(u16) },
        option(selectiveMetagraph),
      ),
      get_next_epoch_start_block: method(bySubnet, option(u64)),
    },
  },
  SubnetRegistrationRuntimeApi: {
    version: API_VERSIONS.SubnetRegistrationRuntimeApi,
    methods: { get_network_registration_cost: method({}, u64) },
  },
} as const satisfies RuntimeApis;
