import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Metadata, TypeRegistry } from "@polkadot/types";
import { toHex } from "../../src/scale/hex.js";
import { shapeOf, type MetadataShape } from "./metadata-shape.js";

/** Versions of the real runtime whose metadata may be at hand; the first is the one that we follow. */
export const REAL_RUNTIMES = {
  "finney 424": "finney-424.v16.scale",
  "finney 393": "finney-393.v16.scale",
  "development chain 293": "dev-293.v15.scale",
} as const;
export type RealRuntime = keyof typeof REAL_RUNTIMES;

const BESIDE_THE_REPOSITORY = fileURLToPath(new URL("../../../../../shared/data", import.meta.url));

/** Where the files are; `undefined`, and a line on the terminal, where there are none. */
export function findRealMetadata(): string | undefined {
  const folder = resolve(process.env["CHAIN_DATA_DIR"] ?? BESIDE_THE_REPOSITORY);
  const missing = Object.values(REAL_RUNTIMES).filter((file) => !existsSync(join(folder, file)));
  if (missing.length === 0) return folder;
  process.stderr.write(
    `\nSKIPPED: the localnet is not compared with the real chain: no ${missing.join(", ")} in ${folder}.\n` +
      "Name the folder that holds them in CHAIN_DATA_DIR.\n\n",
  );
  return undefined;
}

const shapes = new Map<RealRuntime, MetadataShape>();

/** The shapes of a real runtime; read once. */
export function readRealShape(folder: string, runtime: RealRuntime): MetadataShape {
  const shape = shapes.get(runtime) ?? decodeShape(readFileSync(join(folder, REAL_RUNTIMES[runtime])));
  shapes.set(runtime, shape);
  return shape;
}

/** The shapes in metadata of any version that `@polkadot/types` knows. */
export function decodeShape(bytes: Uint8Array): MetadataShape {
  const registry = new TypeRegistry();
  const metadata = new Metadata(registry, toHex(bytes));
  registry.setLookup(metadata.asLatest.lookup);
  return shapeOf(metadata, metadata.asLatest.lookup);
}
