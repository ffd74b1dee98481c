import { fileURLToPath } from "node:url";
import type * as grpc from "@grpc/grpc-js";
import { loadSync, type PackageDefinition, type ServiceDefinition } from "@grpc/proto-loader";
import { LOADER_OPTIONS } from "./loader-options.js";
import { withCanonicalEncoding } from "./canonical-encoding.js";
import type { ServiceRef } from "./services.js";

/** `proto/` of the repository: as far from `src/wire` as from `dist/wire`. */
const PROTO_DIR = fileURLToPath(new URL("../../../../proto", import.meta.url));

const loadedFiles = new Map<string, PackageDefinition>();

/** Everything that a file below `proto/` and its imports declare. Each file is read once per process. */
export function loadProtoFile(protoFile: string): PackageDefinition {
  let loaded = loadedFiles.get(protoFile);
  if (loaded === undefined) {
    loaded = withCanonicalEncoding(loadSync(protoFile, { ...LOADER_OPTIONS, includeDirs: [PROTO_DIR] }));
    loadedFiles.set(protoFile, loaded);
  }
  return loaded;
}

/** The methods of a service, with their paths and codecs, in the generated type. */
export function definitionOf<Definition, Handlers>(service: ServiceRef<Definition, Handlers>): Definition {
  const definition = loadProtoFile(service.protoFile)[service.name];
  if (definition === undefined || "format" in definition) {
    throw new Error(`${service.protoFile} declares no service ${service.name}`);
  }
  // The generated types come from the same file with the same options: `pnpm gen` is checked for drift.
  return definition as unknown as Definition;
}

/** `package.Service/Method` of every method of a service. */
export function methodNames<Definition, Handlers>(
  service: ServiceRef<Definition, Handlers>,
): readonly string[] {
  return Object.keys(definitionOf(service) as ServiceDefinition).map((method) => `${service.name}/${method}`);
}

function passThrough(bytes: Buffer): Buffer {
  return bytes;
}

/** The same method with messages left as the bytes they are on the wire: for relays. */
export function rawMethod(
  method: Pick<grpc.MethodDefinition<unknown, unknown>, "path" | "requestStream" | "responseStream">,
): RawMethod {
  return {
    path: method.path,
    requestStream: method.requestStream,
    responseStream: method.responseStream,
    requestSerialize: passThrough,
    requestDeserialize: passThrough,
    responseSerialize: passThrough,
    responseDeserialize: passThrough,
  };
}

/** A method whose messages stay undecoded bytes. */
export type RawMethod = grpc.MethodDefinition<Buffer, Buffer>;
