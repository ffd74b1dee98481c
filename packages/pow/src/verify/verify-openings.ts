import { keyWords } from "../rules/chacha8.js";
import {
  leavesPerProduct,
  openingsBodyBytes,
  itemsPerProduct,
  productTreeDepth,
  stripsPerProduct,
  walkTreeDepth,
} from "../rules/params.js";
import { STRIP_DIGEST_BYTES } from "../rules/product-layout.js";
import { Recomputer } from "../rules/recompute.js";
import { deriveSampleKey, drawSamples } from "../rules/sampling.js";
import { commitToFill, commitToWalk } from "../rules/seeds.js";
import { HASH_BYTES, LEAF_BYTES, rootOfPath } from "../rules/tree.js";
import {
  absorbItem,
  digestWalker,
  mixState,
  scaleWord,
  startWalker,
  WALKER_DIGEST_BYTES,
  WALKER_WORDS,
  WALKERS_PER_LEAF,
} from "../rules/walk.js";
import { createTileMultiplier, type VerificationEngine } from "../wasm/choose-engine.js";
import { isSameBytes } from "../wire/same-bytes.js";
import type { OpeningsJob, OpeningsReason } from "./openings-job.js";

/** A failed sample: its number, strips first, both in draw order; and what is wrong. */
export interface SampleFailure {
  readonly sample: number;
  readonly reason: OpeningsReason;
}

/** Judges openings on this thread: checks 1 to 5 of section 12 in their order. */
export function verifyOpenings(job: OpeningsJob, engine?: VerificationEngine): OpeningsReason {
  const reason = verifyCommitments(job);
  if (reason !== "ok") return reason;
  return verifySamples(job, 0, sampleCount(job), engine)?.reason ?? "ok";
}

/** Samples of a job: strips, then walkers. */
export function sampleCount({ params }: OpeningsJob): number {
  return params.t1 + params.t2;
}

/** Checks 1 to 3 of section 12: the length, and that the roots are those committed to. */
export function verifyCommitments(job: OpeningsJob): OpeningsReason {
  const { body, params, seed, walkNonce } = job;
  if (body.length !== openingsBodyBytes(params)) return "openings_shape";
  const rootsEnd = HASH_BYTES * params.M;
  if (!isSameBytes(commitToFill(seed, body.subarray(0, rootsEnd)), job.r1)) return "r1_mismatch";
  const walkRoot = body.subarray(rootsEnd, rootsEnd + HASH_BYTES);
  return isSameBytes(commitToWalk(walkNonce, walkRoot), job.r2) ? "ok" : "r2_mismatch";
}

/** Checks 4 and 5 of section 12 for samples `from` ≤ number < `to`. Gives the first failure, or `undefined`. */
export function verifySamples(
  job: OpeningsJob,
  from: number,
  to: number,
  engine?: VerificationEngine,
): SampleFailure | undefined {
  const verifier = new SampleVerifier(job, engine);
  for (let sample = from; sample < to; sample += 1) {
    const reason = verifier.verify(sample);
    if (reason !== "ok") return { sample, reason };
  }
  return undefined;
}

class SampleVerifier {
  readonly #job: OpeningsJob;
  readonly #strips: readonly number[];
  readonly #walkers: readonly number[];
  readonly #recomputer: Recomputer;
  readonly #stripBytes: number;
  readonly #walkerBytes: number;
  readonly #stripsAt: number;
  readonly #walkersAt: number;
  readonly #nonceWords: Int32Array;

  constructor(job: OpeningsJob, engine?: VerificationEngine) {
    const { params, openHash, slot } = job;
    const { n, M, W, t1, t2 } = params;
    this.#job = job;
    this.#strips = drawSamples(deriveSampleKey(openHash, slot, "strips"), M * stripsPerProduct(n), t1);
    this.#walkers = drawSamples(deriveSampleKey(openHash, slot, "walkers"), W, t2);
    this.#recomputer = new Recomputer(createTileMultiplier(job.seed, params.K, engine), params.n);
    this.#nonceWords = keyWords(job.walkNonce);
    this.#stripBytes = LEAF_BYTES + HASH_BYTES * productTreeDepth(n);
    this.#walkerBytes = LEAF_BYTES + HASH_BYTES * walkTreeDepth(W);
    this.#stripsAt = HASH_BYTES * (M + 1);
    this.#walkersAt = this.#stripsAt + t1 * this.#stripBytes;
  }

  verify(sample: number): OpeningsReason {
    const strip = this.#strips[sample];
    if (strip !== undefined) return this.#verifyStrip(sample, strip);
    const walker = this.#walkers[sample - this.#strips.length];
    if (walker === undefined) throw new RangeError(`there is no sample ${sample}`);
    return this.#verifyWalker(sample - this.#strips.length, walker);
  }

  #verifyStrip(position: number, strip: number): OpeningsReason {
    const { body, params } = this.#job;
    const at = this.#stripsAt + position * this.#stripBytes;
    const leaf = body.subarray(at, at + LEAF_BYTES);
    const path = body.subarray(at + LEAF_BYTES, at + this.#stripBytes);
    const m = Math.floor(strip / stripsPerProduct(params.n));
    const leafIndex = Math.floor(strip / 8) % leavesPerProduct(params.n);
    const root = body.subarray(HASH_BYTES * m, HASH_BYTES * (m + 1));
    if (!isSameBytes(rootOfPath(leaf, leafIndex, path), root)) return "strip_path";

    const digestAt = (strip % 8) * STRIP_DIGEST_BYTES;
    const digest = leaf.subarray(digestAt, digestAt + STRIP_DIGEST_BYTES);
    return isSameBytes(this.#recomputer.stripDigest(strip), digest) ? "ok" : "strip_digest";
  }

  #verifyWalker(position: number, walker: number): OpeningsReason {
    const { body, params } = this.#job;
    const at = this.#walkersAt + position * this.#walkerBytes;
    const leaf = body.subarray(at, at + LEAF_BYTES);
    const path = body.subarray(at + LEAF_BYTES, at + this.#walkerBytes);
    const leafIndex = Math.floor(walker / WALKERS_PER_LEAF);
    const root = body.subarray(HASH_BYTES * params.M, HASH_BYTES * (params.M + 1));
    if (!isSameBytes(rootOfPath(leaf, leafIndex, path), root)) return "walker_path";

    const digestAt = (walker % WALKERS_PER_LEAF) * WALKER_DIGEST_BYTES;
    const digest = leaf.subarray(digestAt, digestAt + WALKER_DIGEST_BYTES);
    return isSameBytes(this.#walk(walker), digest) ? "ok" : "walker_digest";
  }

  #walk(walker: number): Uint8Array {
    const { n, M, S } = this.#job.params;
    const items = M * itemsPerProduct(n);
    const state = new Int32Array(WALKER_WORDS);
    const digest = new Int32Array(WALKER_DIGEST_BYTES / 4);
    startWalker(this.#nonceWords, walker, state);
    for (let step = 0; step < S; step += 1) {
      const item = scaleWord(mixState(state), items);
      absorbItem(state, this.#recomputer.itemWords(item), 0, step);
    }
    digestWalker(state, digest, 0);
    return new Uint8Array(digest.buffer);
  }
}
