import type { VerifyHotkey } from "../../src/wire/identity.js";
import { checkMessage } from "./check-messages.js";
import {
  checkChaCha8,
  checkChooseParams,
  checkEd25519,
  checkElementMap,
  checkInvalidLeafCount,
  checkMerkle,
  checkMulhi,
  checkOperandRow,
  checkParams,
  checkProduct,
  checkProductByte,
  checkR1,
  checkSample,
  checkSampleKey,
  checkSchedule,
  checkTaggedHash,
  checkTiming,
  checkWalkNonce,
  checkWalkStep,
} from "./check-rules.js";
import { checkDelegation, checkTampered, checkTranscript } from "./check-transcripts.js";
import {
  checkFullProduct,
  checkFullSize,
  checkItem,
  checkLeaf,
  checkMatrixRoot,
  checkStrip,
  checkWalker,
  checkWalkRoot,
} from "./check-work.js";
import type { VectorFile } from "./vector-file.js";

const FORMAT = "gpow-1-vectors/1";
/** Keys of a file that hold no vectors. */
const REMARKS = new Set(["format", "spec", "note"]);

/** A vector that this implementation does not agree with. */
export class VectorMismatch extends Error {
  constructor(place: string, cause: unknown) {
    super(`${place}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "VectorMismatch";
  }
}

export interface CheckOptions {
  readonly verifyHotkey: VerifyHotkey;
  /** Also the whole product of `full_size`, which takes about two minutes. */
  readonly includeFullProduct: boolean;
}

/** One kind of vectors, ready to be checked. */
export interface VectorKind {
  readonly kind: string;
  readonly count: number;
  /** Throws a {@link VectorMismatch} that names the first vector that differs. */
  check(): Promise<void>;
}

/** Every kind in a parsed vectors file. Throws for another format, a kind that is missing, and one that is unknown. */
export function vectorKinds(file: unknown, options: CheckOptions): readonly VectorKind[] {
  const vectors = asVectorFile(file);
  const kinds = [...ruleKinds(vectors), ...workKinds(vectors, options), ...sessionKinds(vectors, options)];
  const known = new Set(kinds.map(({ kind }) => kind));
  for (const key of Object.keys(vectors)) {
    if (!known.has(key) && !REMARKS.has(key)) throw new Error(`there is no check for the kind "${key}"`);
  }
  return kinds;
}

function asVectorFile(file: unknown): VectorFile {
  const format = typeof file === "object" && file !== null && "format" in file ? file.format : undefined;
  if (format !== FORMAT) throw new Error(`this is no file of format ${FORMAT}`);
  return file as VectorFile;
}

function ruleKinds(vectors: VectorFile): readonly VectorKind[] {
  return [
    each("tagged_hash", vectors.tagged_hash, checkTaggedHash),
    each("chacha8", vectors.chacha8, checkChaCha8),
    each("operand_rows", vectors.operand_rows, checkOperandRow),
    each("products", vectors.products, checkProduct),
    each("product_byte", vectors.product_byte, checkProductByte),
    each("element_map", vectors.element_map, checkElementMap),
    each("merkle", vectors.merkle, checkMerkle),
    each("merkle_invalid_counts", vectors.merkle_invalid_counts, checkInvalidLeafCount),
    each("r1", vectors.r1, checkR1),
    each("walk_nonce", vectors.walk_nonce, checkWalkNonce),
    each("mulhi", vectors.mulhi, checkMulhi),
    each("walk_steps", vectors.walk_steps, checkWalkStep),
    each("sample", vectors.sample, checkSample),
    each("sample_keys", vectors.sample_keys, checkSampleKey),
    each("params", vectors.params, checkParams),
    each("timing", vectors.timing, checkTiming),
    each("choose_params", vectors.choose_params, checkChooseParams),
    each("schedule", vectors.schedule, checkSchedule),
    each("ed25519", vectors.ed25519, checkEd25519),
  ];
}

function workKinds(vectors: VectorFile, { includeFullProduct }: CheckOptions): readonly VectorKind[] {
  return [
    each("items", vectors.items, checkItem),
    each("strips", vectors.strips, checkStrip),
    each("leaves", vectors.leaves, checkLeaf),
    each("matrix_roots", vectors.matrix_roots, checkMatrixRoot),
    each("walkers", vectors.walkers, checkWalker),
    each("walk_roots", vectors.walk_roots, checkWalkRoot),
    each("full_size", [vectors.full_size], (entry) => {
      checkFullSize(entry);
      if (includeFullProduct) checkFullProduct(entry);
    }),
  ];
}

function sessionKinds(vectors: VectorFile, { verifyHotkey }: CheckOptions): readonly VectorKind[] {
  const { transcripts } = vectors;
  return [
    each("delegations", vectors.delegations, (entry) => checkDelegation(entry, verifyHotkey)),
    each("messages", vectors.messages, (entry) => checkMessage(entry, transcripts)),
    each("transcripts", transcripts, (entry) => checkTranscript(entry, verifyHotkey)),
    each("tampered", vectors.tampered, (entry) => checkTampered(entry, transcripts, verifyHotkey)),
  ];
}

function each<Entry>(
  kind: string,
  entries: readonly Entry[] | undefined,
  check: (entry: Entry) => void | Promise<void>,
): VectorKind {
  if (entries === undefined || entries.length === 0 || entries.includes(undefined as Entry)) {
    throw new Error(`the file has no vectors of the kind "${kind}"`);
  }
  return {
    kind,
    count: entries.length,
    async check() {
      for (const [index, entry] of entries.entries()) {
        try {
          await check(entry);
        } catch (error) {
          throw new VectorMismatch(`${kind}[${index}]${nameOf(entry)}`, error);
        }
      }
    },
  };
}

function nameOf(entry: unknown): string {
  const name = typeof entry === "object" && entry !== null && "name" in entry ? entry.name : undefined;
  return typeof name === "string" ? ` "${name}"` : "";
}
