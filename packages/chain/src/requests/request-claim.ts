import type { SignatureScheme } from "../keys/scheme.js";

/** A way of signing HTTP requests. `btauth/1` is the SDK's since its version 11; `dendrite` the one before it. */
export type RequestScheme = "btauth/1" | "epistula/2" | "dendrite";

/** An HTTP request as it came. */
export interface HttpRequest {
  /** In capitals, as Node gives it. */
  readonly method: string;
  /** Path with the query, exactly as it was sent. */
  readonly path: string;
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as they came; a parsed and written body is another one. */
  readonly body: Uint8Array;
}

/** What a request says of itself. Nothing of it is true before the signature was verified. */
export interface RequestClaim {
  readonly scheme: RequestScheme;
  /** SS58 of the sender. */
  readonly hotkey: string;
  /** Of the sender, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** SS58 of the receiver meant; `null` when bound to nobody. */
  readonly receiver: string | null;
  /** Used once by the sender; begins with the scheme, so that it is no nonce of another one. */
  readonly nonce: string;
  /** By the sender's clock, milliseconds since 1970. */
  readonly signedAtMs: number;
  /** How old the request may be, and how far ahead of our clock, in milliseconds. */
  readonly window: { readonly behindMs: number; readonly aheadMs: number };
  readonly signatureScheme: SignatureScheme;
  /** What is signed: the bytes as they are, unwrapped. */
  readonly message: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}
