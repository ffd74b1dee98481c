import {
  commitToFill,
  commitToWalk,
  drawSamples,
  deriveSampleKey,
  stripsPerProduct,
  taggedHash,
  type Device,
  type OpeningsJob,
  type PowParams,
} from "@headframe/pow";

/** Lets a prepared device do all it can for a seed made from `name`, and gives what a verifier would have to check. */
export async function proveOnce(
  device: Device,
  params: PowParams,
  name: string,
  signal: AbortSignal,
): Promise<OpeningsJob> {
  const label = Buffer.from(name);
  const seed = taggedHash("headframe/test/seed", label);
  const walkNonce = taggedHash("headframe/test/nonce", label);
  const openHash = taggedHash("headframe/test/open", label);
  const roots = await device.fill(seed, signal);
  const walkRoot = await device.walk(walkNonce, signal);
  const { M, n, W, t1, t2 } = params;
  const strips = drawSamples(deriveSampleKey(openHash, 0, "strips"), M * stripsPerProduct(n), t1);
  const walkers = drawSamples(deriveSampleKey(openHash, 0, "walkers"), W, t2);
  const openings = await device.open(strips, walkers, signal);
  return {
    params,
    slot: 0,
    seed,
    walkNonce,
    r1: commitToFill(seed, roots),
    r2: commitToWalk(walkNonce, walkRoot),
    openHash,
    body: Buffer.concat([roots, walkRoot, openings.strips, openings.walkers]),
  };
}
