import { createHash } from "node:crypto";
import { malformed } from "./errors.js";
import { optionalHeader, readDecimal, readHotkey, readSignature, requiredHeader } from "./header-fields.js";
import type { HttpRequest, RequestClaim } from "./request-claim.js";

const SCHEME = "dendrite";
/**
 * Four seconds, and the twelve of the SDK's own timeout. Senders name a timeout of theirs, but do not sign it: whoever
 * catches a request could raise it, so it counts for nothing here.
 */
const WINDOW = { behindMs: 16_000, aheadMs: 2_000 };
const NS_PER_MS = 1_000_000n;

const NONCE = "bt_header_dendrite_nonce";
const UUID = "bt_header_dendrite_uuid";
const SENDER = "bt_header_dendrite_hotkey";
const SIGNATURE = "bt_header_dendrite_signature";
const RECEIVER = "bt_header_axon_hotkey";
const BODY_HASH = "computed_body_hash";

/** No dot: it divides the parts of the signed text. */
const UUID_TEXT = /^[A-Za-z0-9-]{1,64}$/;

/** Whether the request is meant to be signed by this scheme. */
export function isDendrite(request: HttpRequest): boolean {
  return request.headers[SENDER] !== undefined;
}

/**
 * Reads a request of Bittensor's SDK up to version 10. Throws `request/malformed`, also where the SDK's own axon lets
 * everybody in: without a signature.
 *
 * `coveredFields` are the fields of the body that the subnet's protocol signs, in its order, each as Python's `str()`
 * writes it. Whatever else the body holds is not covered: anybody on the way can change it.
 */
export function readDendrite(request: HttpRequest, coveredFields: readonly string[]): RequestClaim {
  const { hotkey, publicKey } = readHotkey(SENDER, requiredHeader(request, SENDER));
  const { hotkey: receiver } = readHotkey(RECEIVER, requiredHeader(request, RECEIVER));
  const nonceNs = readDecimal(NONCE, requiredHeader(request, NONCE));
  const uuid = requiredHeader(request, UUID);
  if (!UUID_TEXT.test(uuid)) throw malformed(UUID, "must be 1 to 64 letters, digits or dashes");
  const signature = readSignature(SIGNATURE, requiredHeader(request, SIGNATURE));
  const bodyHash = dendriteBodyHash(coveredFields);
  const claimed = optionalHeader(request, BODY_HASH) ?? bodyHash;
  if (claimed !== bodyHash) throw malformed(BODY_HASH, "is not the hash of the body");
  return {
    scheme: SCHEME,
    hotkey,
    publicKey,
    receiver,
    nonce: `${SCHEME}/${uuid}/${nonceNs}`,
    signedAtMs: Number(nonceNs / NS_PER_MS),
    window: WINDOW,
    signatureScheme: "sr25519",
    message: Buffer.from(`${nonceNs}.${hotkey}.${receiver}.${uuid}.${bodyHash}`),
    signature,
  };
}

/** The hash of a body by its covered fields: of the joined hashes of each, 64 hex digits. */
export function dendriteBodyHash(coveredFields: readonly string[]): string {
  const sha3 = (text: string): string => createHash("sha3-256").update(text).digest("hex");
  return sha3(coveredFields.map(sha3).join(""));
}
