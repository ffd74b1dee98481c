import type { DeviceOpenings } from "../device/device.js";
import { productTreeDepth, stripsPerProduct, walkTreeDepth } from "../rules/params.js";
import { deriveSampleKey, drawSamples } from "../rules/sampling.js";
import { commitToFill, commitToWalk, deriveSeed, deriveWalkNonce } from "../rules/seeds.js";
import { HASH_BYTES, LEAF_BYTES } from "../rules/tree.js";
import type { CheckedSpec } from "../wire/check-prepare.js";

/** One GPU of a session as the executor sees it: what it derived, and what the device gave back. */
export class ProverSlot {
  readonly slot: number;
  readonly #spec: CheckedSpec;
  #seed = new Uint8Array(0);
  #nonce = new Uint8Array(0);
  #roots = new Uint8Array(0);
  #walkRoot = new Uint8Array(0);
  /** The first commit, once there is one. */
  r1: Uint8Array | undefined;
  /** The second commit, once there is one. */
  r2: Uint8Array | undefined;
  /** Failed, or no longer wanted: nothing more will come from it. */
  isOut = false;

  constructor(slot: number, spec: CheckedSpec) {
    this.slot = slot;
    this.#spec = spec;
  }

  /** The seed of this GPU; `challengeHash` is X. */
  deriveSeed(challengeHash: Uint8Array): Uint8Array {
    this.#seed = Uint8Array.from(deriveSeed(challengeHash, this.slot, this.#spec.uuid, this.#spec.params));
    return this.#seed;
  }

  /** Takes the roots of the fill and gives R1. Throws a RangeError for roots of another length. */
  commitToFill(roots: Uint8Array): Uint8Array {
    this.#roots = expectLength(roots, HASH_BYTES * this.#spec.parsed.M);
    this.r1 = commitToFill(this.#seed, this.#roots);
    return this.r1;
  }

  /** The nonce of this GPU's walk; `nonceHash` is Y. There must be an R1. */
  deriveNonce(nonceHash: Uint8Array): Uint8Array {
    if (this.r1 === undefined) throw new Error("a walk needs the commit to the fill");
    this.#nonce = Uint8Array.from(deriveWalkNonce(nonceHash, this.slot, this.r1));
    return this.#nonce;
  }

  /** Takes the root of the walk and gives R2. Throws a RangeError for a root of another length. */
  commitToWalk(walkRoot: Uint8Array): Uint8Array {
    this.#walkRoot = expectLength(walkRoot, HASH_BYTES);
    this.r2 = commitToWalk(this.#nonce, this.#walkRoot);
    return this.r2;
  }

  /** What has to be opened; `openHash` is Z. */
  drawSamples(openHash: Uint8Array): {
    readonly strips: readonly number[];
    readonly walkers: readonly number[];
  } {
    const { n, M, W, t1, t2 } = this.#spec.parsed;
    return {
      strips: drawSamples(deriveSampleKey(openHash, this.slot, "strips"), M * stripsPerProduct(n), t1),
      walkers: drawSamples(deriveSampleKey(openHash, this.slot, "walkers"), W, t2),
    };
  }

  /** The body of the Openings frame (section 12). Throws a RangeError for openings of another length. */
  openingsBody({ strips, walkers }: DeviceOpenings): Uint8Array {
    const { n, W, t1, t2 } = this.#spec.parsed;
    expectLength(strips, t1 * (LEAF_BYTES + HASH_BYTES * productTreeDepth(n)));
    expectLength(walkers, t2 * (LEAF_BYTES + HASH_BYTES * walkTreeDepth(W)));
    return Buffer.concat([this.#roots, this.#walkRoot, strips, walkers]);
  }
}

function expectLength(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  if (bytes.length !== length) {
    throw new RangeError(`the device gave ${bytes.length} bytes where ${length} were expected`);
  }
  return Uint8Array.from(bytes);
}
