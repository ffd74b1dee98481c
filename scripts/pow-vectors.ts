import { parseArgs } from "node:util";

import { verifySignature } from "../packages/chain/src/index.js";
import { vectorKinds, VectorMismatch, type VectorKind } from "../packages/pow/test/vectors/check-vectors.js";
import { GOLDEN_VECTORS, readVectors } from "../packages/pow/test/vectors/read-vectors.js";

const USAGE = `usage: pnpm pow:vectors [FILE] [--full-product]

Checks a GPOW-1 vectors file (JSON, may be gzipped) against this implementation and prints how many of each kind agree.
Without FILE: the vectors that come with the specification.

  --full-product   also compute one whole product of production size (about two minutes)

Exit code: 0 all agree, 1 the first that differs is named, 2 the file cannot be used, 64 wrong usage.`;

const { positionals, values } = readArguments();
const file = positionals[0] ?? GOLDEN_VECTORS;
const kinds = readKinds(file);
const width = Math.max(...kinds.map(({ kind }) => kind.length));
let total = 0;
for (const vectors of kinds) {
  try {
    await vectors.check();
  } catch (error) {
    if (!(error instanceof VectorMismatch)) throw error;
    console.error(`error: ${error.message}`);
    process.exit(1);
  }
  total += vectors.count;
  console.log(`${vectors.kind.padEnd(width)}  ${vectors.count} agree`);
}
console.log(`all ${total} vectors agree`);

function readArguments() {
  try {
    const parsed = parseArgs({
      allowPositionals: true,
      options: { "full-product": { type: "boolean", default: false }, help: { type: "boolean", short: "h" } },
    });
    if (parsed.values.help === true) {
      console.log(USAGE);
      process.exit(0);
    }
    if (parsed.positionals.length <= 1) return parsed;
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  }
  console.error(USAGE);
  process.exit(64);
}

function readKinds(path: string | URL): readonly VectorKind[] {
  try {
    return vectorKinds(JSON.parse(readVectors(path)), {
      verifyHotkey: verifySignature,
      includeFullProduct: values["full-product"],
    });
  } catch (error) {
    console.error(`error: ${String(path)}: ${error instanceof Error ? error.message : String(error)}`);
    console.error(
      "hint: give a file of format gpow-1-vectors/1, as section 26 of the specification describes it",
    );
    process.exit(2);
  }
}
