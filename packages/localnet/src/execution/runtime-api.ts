import type { ApiHandlers } from "../metadata/description.js";
import { encodeMetadata, METADATA_VERSIONS, type MetadataVersion } from "../metadata/encode-metadata.js";
import { runtimeApis } from "../runtime/apis.js";
import { systemStorage } from "../runtime/pallets/system.js";
import { subtensorStorage } from "../runtime/pallets/subtensor/storage.js";
import { describeRuntime } from "../runtime/runtime.js";
import { RUNTIME_VERSION } from "../runtime/version.js";
import { fieldsCodec, type NamedFields } from "../scale/composites.js";
import { fromHex, toHex, type Hex } from "../scale/hex.js";
import { ScaleError, ScaleReader } from "../scale/reader.js";
import { encode, type AnyType } from "../scale/type.js";
import { ScaleWriter } from "../scale/writer.js";
import type { ReadableState } from "../state/key-value.js";
import { StorageReader } from "../state/storage.js";
import { decodeExtrinsic, ExtrinsicError } from "./extrinsic.js";
import { feeOf, lengthToFee, weightToFee } from "./fees.js";
import { runtimeVersionOf } from "./runtime-version.js";
import { nextEpochBlock } from "./subtensor/epoch-schedule.js";
import {
  readAll,
  readMetagraph,
  readNeuron,
  readNeuronLite,
  readSelectiveMetagraph,
} from "./subtensor/metagraph.js";

/** The state that a runtime API is called on. */
export interface ApiContext {
  readonly state: ReadableState;
  readonly block: number;
}

interface HandlerContext {
  readonly storage: StorageReader;
  readonly block: number;
}

interface KnownMetadata {
  readonly specVersion: number;
  readonly bytes: Uint8Array;
}

const metadataByVersion = new Map<MetadataVersion, KnownMetadata>();

/** The runtime's metadata; made once for each runtime version. */
export function runtimeMetadata(
  version: MetadataVersion,
  specVersion = RUNTIME_VERSION.spec_version,
): Uint8Array {
  const known = metadataByVersion.get(version);
  if (known?.specVersion === specVersion) return known.bytes;
  const bytes = encodeMetadata(describeRuntime(specVersion), version);
  metadataByVersion.set(version, { specVersion, bytes });
  return bytes;
}

const handlers: ApiHandlers<HandlerContext, typeof runtimeApis> = {
  Core: { version: ({ storage }) => runtimeVersionOf(storage) },
  Metadata: {
    metadata: ({ storage }) => toHex(runtimeMetadata(14, runtimeVersionOf(storage).spec_version)),
    metadata_at_version: ({ storage }, { version }) => {
      const known = METADATA_VERSIONS.find((one) => one === version);
      if (known === undefined) return undefined;
      return toHex(runtimeMetadata(known, runtimeVersionOf(storage).spec_version));
    },
    metadata_versions: () => METADATA_VERSIONS,
  },
  AccountNonceApi: {
    account_nonce: ({ storage }, { account }) => storage.get(systemStorage.Account, account).nonce,
  },
  TransactionPaymentApi: {
    query_info(_context, { uxt }) {
      const fee = feeOf(decodeExtrinsic(withLength(uxt)));
      return { weight: fee.weight, class: fee.class, partial_fee: fee.total };
    },
    query_fee_details(_context, { uxt }) {
      const extrinsic = decodeExtrinsic(withLength(uxt));
      const fee = feeOf(extrinsic);
      const inclusion_fee =
        fee.pays === "Yes"
          ? { base_fee: fee.base, len_fee: fee.length, adjusted_weight_fee: fee.work }
          : undefined;
      return { inclusion_fee, tip: extrinsic.tip };
    },
    query_weight_to_fee: (_context, { weight }) => weightToFee(weight),
    query_length_to_fee: (_context, { length }) => lengthToFee(length),
  },
  NeuronInfoRuntimeApi: {
    get_neurons: ({ storage }, { netuid }) => readAll(storage, netuid, readNeuron),
    get_neuron: ({ storage }, { netuid, uid }) => readNeuron(storage, netuid, uid),
    get_neurons_lite: ({ storage }, { netuid }) => readAll(storage, netuid, readNeuronLite),
    get_neuron_lite: ({ storage }, { netuid, uid }) => readNeuronLite(storage, netuid, uid),
  },
  SubnetInfoRuntimeApi: {
    get_metagraph: ({ storage, block }, { netuid }) => readMetagraph(storage, netuid, block),
    get_all_metagraphs: ({ storage, block }) =>
      Array.from({ length: storage.get(subtensorStorage.TotalNetworks) }, (_, netuid) =>
        readMetagraph(storage, netuid, block),
      ),
    get_selective_metagraph: ({ storage, block }, { netuid, metagraph_indexes }) =>
      readSelectiveMetagraph(storage, netuid, metagraph_indexes, block),
    get_next_epoch_start_block: ({ storage }, { netuid }) => nextEpochBlock(storage, netuid),
  },
  SubnetRegistrationRuntimeApi: {
    get_network_registration_cost: ({ storage }) => storage.get(subtensorStorage.NetworkMinLockCost),
  },
};

/** A transaction as argument of an API comes without the length that it has everywhere else: it is the argument's. */
function withLength(opaque: Hex): Uint8Array {
  const body = fromHex(opaque);
  return new ScaleWriter().compact(body.length).bytes(body).finish();
}

/** The API or the method is not known, or its input cannot be decoded. */
export class ApiCallError extends Error {
  override readonly name = "ApiCallError";
}

interface BoundMethod {
  readonly inputs: NamedFields;
  readonly output: AnyType;
  readonly handle: (context: HandlerContext, input: never) => unknown;
}

const methods: ReadonlyMap<string, BoundMethod> = new Map(
  Object.entries(runtimeApis).flatMap(([api, { methods }]) =>
    Object.entries(methods).map(([name, { inputs, output }]): readonly [string, BoundMethod] => {
      const ofApi = handlers[api as keyof typeof handlers] as Readonly<Record<string, BoundMethod["handle"]>>;
      const handle = ofApi[name];
      if (!handle) throw new Error(`no handler for ${api}.${name}`);
      return [`${api}_${name}`, { inputs, output, handle }];
    }),
  ),
);

/** Calls `<Api>_<method>` with encoded arguments, and encodes what it returns. Throws {@link ApiCallError}. */
export function callRuntimeApi(name: string, input: Uint8Array, { state, block }: ApiContext): Uint8Array {
  const method = methods.get(name);
  if (!method) throw new ApiCallError(`Exported method ${name} is not found`);
  const context = { storage: new StorageReader(state), block };
  try {
    const decoded = fieldsCodec(method.inputs).decode(new ScaleReader(input));
    return encode(method.output, method.handle(context, decoded as never));
  } catch (error) {
    const isInput = error instanceof ScaleError || error instanceof ExtrinsicError;
    if (!isInput) throw error;
    throw new ApiCallError(`Bad input data provided to ${name}: ${error.message}`, { cause: error });
  }
}
