import type { SignatureScheme } from "./scheme.js";

/** A key that can sign. The secret stays inside: nothing prints it, serialises it or hands it out. */
export interface Keypair {
  /** SS58 address with the chain's prefix, 42. */
  readonly ss58: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly scheme: SignatureScheme;
  /** 64-byte signature over the bytes as they are: nothing is wrapped, prefixed or hex-decoded. */
  sign(message: Uint8Array): Uint8Array;
}
