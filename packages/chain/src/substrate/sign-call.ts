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

/** A call, and how long it is good for once it is signed. */
export interface CallToSign {
  readonly call: Call;
  /** For so many blocks from its birth on the transaction is valid; a power of two. */
  readonly eraBlocks?: number;
}

/** What is signed in beside the call. */
export interface SigningTerms {
  readonly nonce: number;
  readonly birth: BirthBlock;
}

/** A transaction ready to be sent. */
export interface SignedTransaction {
  /** 0x-hex. */
  readonly bytes: string;
  /** 32 bytes. */
  readonly hash: Uint8Array;
  /** It cannot be in this block or an earlier one. */
  readonly birthBlock: number;
  /** Of the runtime that it is for: no other one executes it. */
  readonly specVersion: number;
}

/** A power of two, as eras are. 12.8 minutes of finney: longer than any wait of ours, far below its block memory. */
const ERA_BLOCKS = 64;

/** Signs `call` for the chain and the runtime version that `api` is connected to. */
export function signCall(
  api: ApiPromise,
  { call, eraBlocks = ERA_BLOCKS }: CallToSign,
  signer: Keypair,
  { nonce, birth }: SigningTerms,
): SignedTransaction {
  const signed = call.sign(signingPair(signer), {
    nonce,
    blockHash: birth.hash,
    era: api.registry.createTypeUnsafe("ExtrinsicEra", [{ current: birth.number, period: eraBlocks }]),
    genesisHash: api.genesisHash,
    runtimeVersion: api.runtimeVersion,
    signedExtensions: api.registry.signedExtensions,
  });
  return {
    bytes: signed.toHex(),
    hash: signed.hash.toU8a(),
    birthBlock: birth.number,
    specVersion: api.runtimeVersion.specVersion.toNumber(),
  };
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
