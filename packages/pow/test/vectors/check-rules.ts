import assert from "node:assert/strict";

import { chooseParams } from "../../src/rules/choose-params.js";
import { chacha8Block, keyWords } from "../../src/rules/chacha8.js";
import { allocateRows, generateRows } from "../../src/rules/operand.js";
import {
  encodeParams,
  neededBytes,
  openingsBodyBytes,
  parseParams,
  TIERS,
  type PowParams,
} from "../../src/rules/params.js";
import { placeOfElement, productByte } from "../../src/rules/product-layout.js";
import { deriveSampleKey, drawSamples } from "../../src/rules/sampling.js";
import {
  epochHashOf,
  isEpoch,
  isSelected,
  selectHashOf,
  validatorIndexOf,
} from "../../src/rules/schedule.js";
import { commitToFill, deriveWalkNonce } from "../../src/rules/seeds.js";
import { encodeU32, taggedHash } from "../../src/rules/tagged-hash.js";
import { deadlinesOf, distanceAllowanceUs } from "../../src/rules/timing.js";
import { HASH_BYTES, MerkleTree } from "../../src/rules/tree.js";
import { absorbItem, digestWalker, mixState, scaleWord } from "../../src/rules/walk.js";
import { verifyEd25519 } from "../../src/wire/session-key.js";
import { fromHex, sha256Hex, toHex, wordsOfHex } from "./hex.js";
import type { VectorFile } from "./vector-file.js";

type Entry<Kind extends keyof VectorFile> = VectorFile[Kind] extends readonly (infer One)[] ? One : never;

// Header, index and signature around the body of an Openings frame.
const OPENINGS_OVERHEAD_BYTES = 85;

export function checkTaggedHash(entry: Entry<"tagged_hash">): void {
  const fields = entry.fields.map(fromHex);
  const parts = [Buffer.from(entry.tag, "ascii"), ...fields].flatMap((part) => [
    encodeU32(part.length),
    part,
  ]);
  assert.equal(toHex(Buffer.concat(parts)), entry.preimage);
  assert.equal(toHex(taggedHash(entry.tag, ...fields)), entry.hash);
}

export function checkChaCha8({ key, words, block }: Entry<"chacha8">): void {
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = words;
  const out = new Int32Array(16);
  chacha8Block(keyWords(fromHex(key)), w0, w1, w2, w3, out, 0);
  assert.equal(toHex(out), block);
}

export function checkOperandRow(entry: Entry<"operand_rows">): void {
  const row = operandRow(entry.seed, entry.K, entry.m, entry.operand, entry.row);
  assert.deepEqual([...row.subarray(0, 16)], entry.first16);
  assert.deepEqual([...row.subarray(-4)], entry.last4);
  assert.equal(
    row.reduce((sum, value) => sum + value, 0),
    entry.sum,
  );
  assert.equal(sha256Hex(new Uint8Array(row.buffer)), entry.sha256);
  if (entry.bytes !== undefined) assert.equal(toHex(row), entry.bytes);
}

export function checkProduct({ seed, K, m, i, j, c, p }: Entry<"products">): void {
  const a = operandRow(seed, K, m, "A", i);
  const b = operandRow(seed, K, m, "B", j);
  const sum = a.reduce((total, value, k) => total + value * (b[k] ?? 0), 0);
  assert.equal(sum, c);
  assert.equal(productByte(sum), p);
}

export function checkProductByte({ c, p }: Entry<"product_byte">): void {
  assert.equal(productByte(c), p);
}

export function checkElementMap({ n, m, i, j, leaf, ...place }: Entry<"element_map">): void {
  const actual = placeOfElement(n, m, i, j);
  assert.deepEqual({ ...actual }, place);
  assert.equal(Math.floor(actual.strip / 8), leaf);
}

export function checkMerkle({ leafHashes, root, index, path }: Entry<"merkle">): void {
  const tree = new MerkleTree(new Uint8Array(Buffer.concat(leafHashes.map(fromHex))));
  assert.equal(toHex(tree.root), root);
  const actual = new Uint8Array(tree.depth * HASH_BYTES);
  tree.writePath(index, actual, 0);
  assert.equal(toHex(actual), path.join(""));
}

export function checkInvalidLeafCount(count: number): void {
  assert.throws(() => new MerkleTree(new Uint8Array(count * HASH_BYTES)), RangeError);
}

export function checkR1({ seed, roots, r1 }: Entry<"r1">): void {
  assert.equal(toHex(commitToFill(fromHex(seed), fromHex(roots.join("")))), r1);
}

export function checkWalkNonce({ Y, gpu, r1, nonce }: Entry<"walk_nonce">): void {
  assert.equal(toHex(deriveWalkNonce(fromHex(Y), gpu, fromHex(r1))), nonce);
}

export function checkMulhi({ z, N, index }: Entry<"mulhi">): void {
  assert.equal(scaleWord(z, N), index);
}

export function checkWalkStep(entry: Entry<"walk_steps">): void {
  const state = wordsOfHex(entry.state);
  const z = mixState(state);
  assert.equal(z >>> 0, entry.z);
  assert.equal(scaleWord(z, entry.N), entry.index);
  absorbItem(state, wordsOfHex(entry.item), 0, entry.step);
  assert.equal(toHex(state), entry.next);
  const fold = new Int32Array(8);
  digestWalker(state, fold, 0);
  assert.equal(toHex(fold), entry.foldOfNext);
}

export function checkSample({ key, N, t, indices }: Entry<"sample">): void {
  assert.deepEqual(drawSamples(fromHex(key), N, t), indices);
}

export function checkSampleKey({ Z, gpu, kind, key }: Entry<"sample_keys">): void {
  assert.equal(toHex(deriveSampleKey(fromHex(Z), gpu, kind === 1 ? "strips" : "walkers")), key);
}

export function checkParams({ bytes, valid, field }: Entry<"params">): void {
  const parsed = parseParams(fromHex(bytes));
  assert.equal(parsed.ok, valid);
  if (parsed.ok) assert.equal(toHex(encodeParams(parsed.params)), bytes);
  else assert.equal(parsed.field, field);
}

export function checkTiming(entry: Entry<"timing">): void {
  const allowanceUs = distanceAllowanceUs(entry.rttMinUs);
  assert.equal(allowanceUs, entry.J);
  assert.deepEqual(deadlinesOf(paramsOf(entry.params), entry, allowanceUs), {
    t1RefUs: entry.T1ref,
    t2RefUs: entry.T2ref,
    d1Us: entry.D1,
    d2Us: entry.D2,
  });
}

export function checkChooseParams(entry: Entry<"choose_params">): void {
  const tier = TIERS[entry.tier];
  if (tier === undefined || tier === "lab") assert.fail(`no such tier: ${entry.tier}`);
  const chosen = chooseParams({ class: entry, tier, rttUs: entry.rttUs });
  assert.equal(toHex(encodeParams(chosen)), entry.params);
  assert.equal(neededBytes(chosen), entry.needBytes);
  assert.equal(openingsBodyBytes(chosen) + OPENINGS_OVERHEAD_BYTES, entry.openingsBytes);
}

export function checkSchedule(entry: Entry<"schedule">): void {
  const epochHash = epochHashOf(fromHex(entry.genesis), BigInt(entry.blockNumber), fromHex(entry.blockHash));
  const selectHash = selectHashOf(epochHash, fromHex(entry.minerKey), entry.executorId);
  const thresholds = {
    epochThreshold: BigInt(entry.epochThreshold),
    selectThreshold: BigInt(entry.selectThreshold),
  };
  assert.equal(toHex(epochHash), entry.epochHash);
  assert.equal(toHex(selectHash), entry.selectHash);
  assert.equal(isEpoch(epochHash, thresholds.epochThreshold), entry.epoch);
  assert.equal(isSelected(epochHash, selectHash, thresholds), entry.selected);
  assert.equal(validatorIndexOf(selectHash, entry.validators), entry.validatorIndex);
}

export function checkEd25519({ publicKey, message, signature, valid }: Entry<"ed25519">): void {
  assert.equal(verifyEd25519(fromHex(publicKey), fromHex(message), fromHex(signature)), valid);
}

function operandRow(seed: string, K: number, m: number, operand: "A" | "B", row: number): Int8Array {
  const rows = allocateRows(1, K);
  generateRows(keyWords(fromHex(seed)), K, m, operand, row, 1, rows);
  return rows.entries;
}

function paramsOf(hex: string): PowParams {
  const parsed = parseParams(fromHex(hex));
  if (!parsed.ok) assert.fail(`${parsed.field} is not valid`);
  return parsed.params;
}
