import { createHash } from "node:crypto";
import type { Keypair } from "../keys/keypair.js";
import type { SignatureScheme } from "../keys/scheme.js";
import { malformed } from "./errors.js";
import { optionalHeader, readDecimal, readHotkey, readSignature, requiredHeader } from "./header-fields.js";
import type { HttpRequest, RequestClaim } from "./request-claim.js";

const SCHEME = "btauth/1";
const WINDOW = { behindMs: 10_000, aheadMs: 2_000 };
const NS_PER_MS = 1_000_000n;

const VERSION = "X-Bittensor-Version";
const HOTKEY = "X-Bittensor-Hotkey";
const RECEIVER = "X-Bittensor-Receiver";
const NONCE = "X-Bittensor-Nonce";
const CRYPTO = "X-Bittensor-Crypto";
const SIGNATURE = "X-Bittensor-Signature";

/** Whether the request is meant to be signed by this scheme. */
export function isBtauth(request: HttpRequest): boolean {
  return request.headers[VERSION.toLowerCase()] !== undefined;
}

/** Reads a request of Bittensor's SDK 11. Throws `request/malformed`. */
export function readBtauth(request: HttpRequest): RequestClaim {
  if (requiredHeader(request, VERSION) !== "1") throw malformed(VERSION, "must be 1");
  const { hotkey, publicKey } = readHotkey(HOTKEY, requiredHeader(request, HOTKEY));
  const named = optionalHeader(request, RECEIVER);
  const receiver = named === undefined ? null : readHotkey(RECEIVER, named).hotkey;
  const nonceNs = readDecimal(NONCE, requiredHeader(request, NONCE));
  const signatureScheme = readCrypto(optionalHeader(request, CRYPTO));
  const signature = readSignature(SIGNATURE, requiredHeader(request, SIGNATURE));
  return {
    scheme: SCHEME,
    hotkey,
    publicKey,
    receiver,
    nonce: `${SCHEME}/${nonceNs}`,
    signedAtMs: Number(nonceNs / NS_PER_MS),
    window: WINDOW,
    signatureScheme,
    message: btauthPayload(request, { signatureScheme, nonceNs, hotkey, receiver }),
    signature,
  };
}

/** Headers that sign `request` for `receiver` (SS58). Each attempt needs a nonce of its own: nanoseconds since 1970. */
export function signBtauth(
  request: Pick<HttpRequest, "method" | "path" | "body">,
  {
    signer,
    receiver,
    nonceNs,
  }: { readonly signer: Keypair; readonly receiver: string; readonly nonceNs: bigint },
): Readonly<Record<string, string>> {
  const { scheme: signatureScheme, ss58: hotkey } = signer;
  const payload = btauthPayload(request, { signatureScheme, nonceNs, hotkey, receiver });
  return {
    [VERSION]: "1",
    [HOTKEY]: hotkey,
    [RECEIVER]: receiver,
    [NONCE]: String(nonceNs),
    ...(signatureScheme === "sr25519" ? {} : { [CRYPTO]: signatureScheme }),
    [SIGNATURE]: `0x${Buffer.from(signer.sign(payload)).toString("hex")}`,
  };
}

/** Eight lines. The scheme is written as it was understood, not as it was sent. */
function btauthPayload(
  { method, path, body }: Pick<HttpRequest, "method" | "path" | "body">,
  said: {
    readonly signatureScheme: SignatureScheme;
    readonly nonceNs: bigint;
    readonly hotkey: string;
    readonly receiver: string | null;
  },
): Uint8Array {
  const digest = createHash("sha256").update(body).digest("hex");
  const { signatureScheme, nonceNs, hotkey, receiver } = said;
  const lines = [
    SCHEME,
    signatureScheme,
    method.toUpperCase(),
    path,
    digest,
    nonceNs,
    hotkey,
    receiver ?? "-",
  ];
  return Buffer.from(lines.join("\n"));
}

/** The SDK writes the scheme only when it is not sr25519; its number, 1, is understood too. */
function readCrypto(text: string | undefined): SignatureScheme {
  switch (text?.toLowerCase()) {
    case undefined:
    case "sr25519":
    case "1":
      return "sr25519";
    case "ed25519":
      return "ed25519";
    default:
      throw malformed(CRYPTO, "must be sr25519 or ed25519");
  }
}
