import type { VerifyHotkey } from "@headframe/pow";

/**
 * The signatures of hotkeys as the processes check them: both schemes, by the chain package.
 *
 * That package is loaded with the first call, since most tests of the proof need no chain and loading it takes a while.
 */
export const verifyHotkey: VerifyHotkey = async (scheme, publicKey, digest, signature) => {
  const { verifySignature } = await import("@headframe/chain");
  return verifySignature(scheme, publicKey, digest, signature);
};
