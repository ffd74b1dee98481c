import { encode, type AnyType } from "../scale/type.js";
import { tuple } from "../scale/containers.js";
import { ScaleWriter } from "../scale/writer.js";
import { HASHERS } from "../state/hashers.js";
import type { Pallet, RuntimeApis, RuntimeDescription } from "./description.js";
import { noDocs, PortableTypes } from "./portable-types.js";
import type { AnyStorageItem } from "./storage-item.js";

/** The versions of the metadata format that we speak. 14 has no runtime APIs. */
export const METADATA_VERSIONS = [14, 15] as const;
export type MetadataVersion = (typeof METADATA_VERSIONS)[number];

/** "meta" in ASCII, the first bytes of all metadata. */
const MAGIC = Uint8Array.of(0x6d, 0x65, 0x74, 0x61);

/** The metadata of a runtime in the given version of the format (`frame-metadata` v14, v15), with its prefix. */
export function encodeMetadata(runtime: RuntimeDescription, version: MetadataVersion): Uint8Array {
  const types = new PortableTypes();
  const body = new MetadataWriter(types, runtime, version).write();
  const whole = new ScaleWriter().bytes(MAGIC).byte(version);
  types.encodeTo(whole);
  return whole.bytes(body).finish();
}

class MetadataWriter {
  readonly #types: PortableTypes;
  readonly #runtime: RuntimeDescription;
  readonly #version: MetadataVersion;
  readonly #to = new ScaleWriter();

  constructor(types: PortableTypes, runtime: RuntimeDescription, version: MetadataVersion) {
    this.#types = types;
    this.#runtime = runtime;
    this.#version = version;
  }

  write(): Uint8Array {
    const { pallets, apis, outer, runtime } = this.#runtime;
    this.#to.compact(pallets.length);
    for (const pallet of pallets) this.#pallet(pallet);
    this.#extrinsic();
    this.#to.compact(this.#types.idOf(runtime));
    if (this.#version === 15) {
      this.#apis(apis);
      for (const type of [outer.call, outer.event, outer.error]) this.#to.compact(this.#types.idOf(type));
      const noCustomEntries = 0;
      this.#to.compact(noCustomEntries);
    }
    return this.#to.finish();
  }

  #pallet(pallet: Pallet): void {
    const constants = Object.entries(pallet.constants ?? {});
    this.#to.text(pallet.name);
    this.#storage(pallet);
    this.#optionalType(pallet.calls);
    this.#optionalType(pallet.events);
    this.#to.compact(constants.length);
    for (const [name, { type, value }] of constants) {
      const encoded = encode(type, value);
      noDocs(this.#to.text(name).compact(this.#types.idOf(type)).compact(encoded.length).bytes(encoded));
    }
    this.#optionalType(pallet.errors);
    this.#to.byte(pallet.index);
    if (this.#version === 15) noDocs(this.#to);
  }

  #optionalType(type: AnyType | undefined): void {
    if (type) this.#to.byte(1).compact(this.#types.idOf(type));
    else this.#to.byte(0);
  }

  #storage(pallet: Pallet): void {
    const items = Object.values(pallet.storage ?? {});
    if (items.length === 0) return void this.#to.byte(0);
    this.#to.byte(1).text(pallet.name).compact(items.length);
    for (const item of items) this.#storageItem(item);
  }

  #storageItem(item: AnyStorageItem): void {
    const isOptional = item.fallback === undefined;
    this.#to.text(item.name).byte(isOptional ? 0 : 1);
    const [only] = item.keys;
    if (only === undefined) {
      this.#to.byte(0);
    } else {
      const key = item.keys.length === 1 ? only.type : tuple(...item.keys.map((part) => part.type));
      this.#to.byte(1).compact(item.keys.length);
      for (const { hasher } of item.keys) this.#to.byte(HASHERS.indexOf(hasher));
      this.#to.compact(this.#types.idOf(key));
    }
    const fallback = isOptional ? Uint8Array.of(0) : encode(item.value, item.fallback);
    noDocs(this.#to.compact(this.#types.idOf(item.value)).compact(fallback.length).bytes(fallback));
  }

  #extrinsic(): void {
    const { version, type, address, signature, extra, extensions } = this.#runtime.extrinsic;
    if (this.#version === 14) {
      this.#to.compact(this.#types.idOf(type)).byte(version);
    } else {
      this.#to.byte(version);
      for (const part of [address, this.#runtime.outer.call, signature, extra])
        this.#to.compact(this.#types.idOf(part));
    }
    this.#to.compact(extensions.length);
    for (const extension of extensions) {
      this.#to.text(extension.identifier);
      this.#to
        .compact(this.#types.idOf(extension.type))
        .compact(this.#types.idOf(extension.additionalSigned));
    }
  }

  #apis(apis: RuntimeApis): void {
    const list = Object.entries(apis);
    this.#to.compact(list.length);
    for (const [name, { methods }] of list) {
      const entries = Object.entries(methods);
      this.#to.text(name).compact(entries.length);
      for (const [methodName, { inputs, output }] of entries) {
        const parameters = Object.entries(inputs);
        this.#to.text(methodName).compact(parameters.length);
        for (const [parameter, type] of parameters) this.#to.text(parameter).compact(this.#types.idOf(type));
        noDocs(this.#to.compact(this.#types.idOf(output)));
      }
      noDocs(this.#to);
    }
  }
}
