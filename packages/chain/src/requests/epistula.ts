import { createHash } from "node:crypto";
import type { Keypair } from "../keys/keypair.js";
import { malformed } from "./errors.js";
import { optionalHeader, readDecimal, readHotkey, readSignature, requiredHeader } from "./header-fields.js";
import type { HttpRequest, RequestClaim } from "./request-claim.js";

const SCHEME = "epistula/2";
/** Eight seconds as everywhere; ahead a little, where most implementations refuse nothing. */
const WINDOW = { behindMs: 8_000, aheadMs: 2_000 };

const VERSION = "Epistula-Version";
const TIMESTAMP = "Epistula-Timestamp";
const UUID = "Epistula-Uuid";
const SIGNED_BY = "Epistula-Signed-By";
const SIGNED_FOR = "Epistula-Signed-For";
const SIGNATURE = "Epistula-Request-Signature";

/** No dot: it divides the parts of the signed text. */
const UUID_TEXT = /^[A-Za-z0-9-]{1,64}$/;

/** Whether the request is meant to be signed by this scheme. */
export function isEpistula(request: HttpRequest): boolean {
  return request.headers[VERSION.toLowerCase()] !== undefined;
}

/** Reads a request of Epistula v2. It covers the body, but neither method nor path. Throws `request/malformed`. */
export function readEpistula(request: HttpRequest): RequestClaim {
  if (requiredHeader(request, VERSION) !== "2") throw malformed(VERSION, "must be 2");
  const { hotkey, publicKey } = readHotkey(SIGNED_BY, requiredHeader(request, SIGNED_BY));
  const named = optionalHeader(request, SIGNED_FOR);
  const receiver = named === undefined || named === "" ? null : readHotkey(SIGNED_FOR, named).hotkey;
  const timestampMs = readDecimal(TIMESTAMP, requiredHeader(request, TIMESTAMP));
  const uuid = requiredHeader(request, UUID);
  if (!UUID_TEXT.test(uuid)) throw malformed(UUID, "must be 1 to 64 letters, digits or dashes");
  return {
    scheme: SCHEME,
    hotkey,
    publicKey,
    receiver,
    nonce: `${SCHEME}/${uuid}`,
    signedAtMs: Number(timestampMs),
    window: WINDOW,
    signatureScheme: "sr25519",
    message: epistulaText(request.body, { uuid, timestampMs, receiver }),
    signature: readSignature(SIGNATURE, requiredHeader(request, SIGNATURE)),
  };
}

/** Headers that sign `body` for `receiver` (SS58), by an sr25519 key. Each attempt needs a UUID of its own. */
export function signEpistula(
  body: Uint8Array,
  said: {
    readonly signer: Keypair;
    readonly receiver: string;
    readonly uuid: string;
    /** Milliseconds since 1970. */
    readonly timestampMs: number;
  },
): Readonly<Record<string, string>> {
  const { signer, receiver, uuid, timestampMs } = said;
  const signature = signer.sign(epistulaText(body, { uuid, timestampMs, receiver }));
  return {
    [VERSION]: "2",
    [TIMESTAMP]: String(timestampMs),
    [UUID]: uuid,
    [SIGNED_BY]: signer.ss58,
    [SIGNED_FOR]: receiver,
    [SIGNATURE]: `0x${Buffer.from(signature).toString("hex")}`,
  };
}

function epistulaText(
  body: Uint8Array,
  said: { readonly uuid: string; readonly timestampMs: bigint | number; readonly receiver: string | null },
): Uint8Array {
  const digest = createHash("sha256").update(body).digest("hex");
  return Buffer.from(`${digest}.${said.uuid}.${said.timestampMs}.${said.receiver ?? ""}`);
}
