import type { Logger } from "@headframe/kit";
import type { ApiPromise } from "@polkadot/api";
import type { Metadata } from "@polkadot/types";
import type { Metagraph } from "../port/metagraph.js";
import { AddressBook } from "./address-book.js";
import { toMetagraph } from "./decode-metagraph.js";
import type { SendRequest } from "./node-request.js";
import { findSubnetApiMethod } from "./runtime-shapes.js";
import { decodeSelection, selectMetagraph, type MetagraphSelection } from "./selective-metagraph.js";

/** Where subnets are read from. */
export interface MetagraphSource {
  readonly api: Pick<ApiPromise, "registry" | "runtimeMetadata">;
  readonly send: SendRequest;
}

/**
 * Reads whole subnets.
 *
 * Of 256 neurons the library decodes for some 20 ms, in which the process does nothing else, every block. So the runtime
 * is asked for the fields that we need, and they are read from its bytes, where it has these fields in the shapes that
 * we know; elsewhere the library reads everything.
 */
export class MetagraphReader {
  readonly #logger: Logger;
  readonly #addresses = new AddressBook();
  #checked: { readonly metadata: Metadata; readonly selection: MetagraphSelection | undefined } | undefined;

  constructor({ logger }: { readonly logger: Logger }) {
    this.#logger = logger;
  }

  /** As of the best block; `null` for a subnet that does not exist. */
  async read(source: MetagraphSource, netuid: number): Promise<Metagraph | null> {
    const { runtimeMetadata } = source.api;
    const selection = this.#selectionOf(runtimeMetadata);
    if (selection) {
      const answer = await call(source, "get_selective_metagraph", [u16(netuid), selection.indexes]);
      this.#addresses.turn();
      const metagraph = decodeSelection(selection, answer, this.#addresses);
      if (metagraph !== undefined) return metagraph;
      this.#checked = { metadata: runtimeMetadata, selection: undefined };
      this.#logger.warn({}, "the node gave other fields of a subnet than were asked for; reading it whole");
    }
    const json = await readWithLibrary(source, netuid);
    return json === null ? null : toMetagraph(netuid, json);
  }

  /** Looked at once per runtime version. */
  #selectionOf(metadata: Metadata): MetagraphSelection | undefined {
    if (this.#checked?.metadata !== metadata) {
      this.#checked = { metadata, selection: selectMetagraph(metadata) };
      if (!this.#checked.selection) {
        this.#logger.info({}, "the runtime cannot be asked for parts of a subnet; reading it whole");
      }
    }
    return this.#checked.selection;
  }
}

/** `get_metagraph` in JSON form. */
async function readWithLibrary(source: MetagraphSource, netuid: number): Promise<unknown> {
  const { runtimeMetadata, registry } = source.api;
  const method = findSubnetApiMethod(runtimeMetadata, "get_metagraph");
  if (!method) throw new Error("the runtime has no API SubnetInfoRuntimeApi.get_metagraph");
  const answer = await call(source, "get_metagraph", [u16(netuid)]);
  return registry.createTypeUnsafe(registry.createLookupType(method.output), [answer]).toJSON();
}

async function call(
  { send }: MetagraphSource,
  method: string,
  encodedArguments: readonly Buffer[],
): Promise<Buffer> {
  const argument = `0x${Buffer.concat(encodedArguments).toString("hex")}`;
  const answer = await send("state_call", [`SubnetInfoRuntimeApi_${method}`, argument]);
  if (typeof answer === "string" && answer.startsWith("0x")) return Buffer.from(answer.slice(2), "hex");
  throw new Error("the node answered a runtime call with no bytes");
}

function u16(value: number): Buffer {
  return Buffer.of(value & 0xff, value >> 8);
}
