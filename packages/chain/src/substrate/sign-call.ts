import type { ApiPromise } from "@polkadot/api";
import type { SubmittableExtrinsic } from "@polkadot/api/types";
import type { Keypair } from "../keys/keypair.js";

/** A call that is to become a transaction. */
export type Call = SubmittableExtrinsic<"promise">;

/** The block that a transaction is signed in. */
export interface BirthBlock {
  readonly number: number;
  /** 0x-hex. */
  readonly hash: string;
}

/** What is signed in beside the call. */
export interface SigningTerms {
  readonly nonce: number;
  readonly birth: BirthBlock;
  /** For so many blocks from its birth on the transaction is valid; a power of two. */
  readonly eraBlocks?: number | undefined;
}

/** A transaction ready to be sent. */
export interface SignedTransaction {
  /** 0x-hex. */
  readonly bytes: string;
  /** 32 bytes. */
  readonly hash: Uint8Array;
  /** It cannot be in this block or an earlier one. */
  readonly birthBlock: number;
}

/** A power of two, as eras are. 12.8 minutes of finney: longer than any wait of ours, far below its block memory. */
const ERA_BLOCKS = 64;

/** Signs `call` for the chain and the runtime version that `api` is connected to. */
export function signCall(
  api: ApiPromise,
  call: Call,
  signer: Keypair,
  terms: SigningTerms,
): SignedTransaction {
  const { nonce, birth, eraBlocks = ERA_BLOCKS } = terms;
  const signed = call.sign(signingPair(signer), {
    nonce,
    blockHash: birth.hash,
    era: api.registry.createTypeUnsafe("ExtrinsicEra", [{ current: birth.number, period: eraBlocks }]),
    genesisHash: api.genesisHash,
    runtimeVersion: api.runtimeVersion,
    signedExtensions: api.registry.signedExtensions,
  });
  return { bytes: signed.toHex(), hash: signed.hash.toU8a(), birthBlock: birth.number };
}

/** The form of a keypair that the library signs with. It asks for the scheme's byte before the signature. */
function signingPair(keypair: Keypair): Parameters<Call["sign"]>[0] {
  const { ss58, publicKey, scheme } = keypair;
  return {
    address: ss58,
    addressRaw: publicKey,
    publicKey,
    sign: (payload, { withType = false } = {}) => {
      const signature = keypair.sign(payload);
      return withType ? Uint8Array.of(MULTI_SIGNATURE[scheme], ...signature) : signature;
    },
  };
}

/** `MultiSignature`'s variants. */
const MULTI_SIGNATURE = { ed25519: 0, sr25519: 1 } satisfies Record<Keypair["scheme"], number>;
