import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { EXECUTOR_SERVICE, methodName } from "@headframe/protocol";
import { EXECUTOR_ID, MINER_HOTKEY, SECRET } from "./executor-server.js";

export type Claims = Readonly<Record<string, unknown>>;

export const GET_STATUS = methodName(EXECUTOR_SERVICE, "GetStatus");

/** Claims that are good in every respect, with changes; `undefined` leaves one out. */
export function goodClaims(changes: Claims = {}, nowMs: number = Date.now()): Claims {
  const now = Math.floor(nowMs / 1000);
  return {
    iss: "headframe-miner",
    sub: MINER_HOTKEY,
    aud: EXECUTOR_ID,
    scope: [GET_STATUS],
    iat: now,
    nbf: now,
    exp: now + 60,
    jti: "2a5b1c1e-9f3e-4f5f-8c4e-6f1a4d1f2b3c",
    ...changes,
  };
}

/** A token by RFC 7515, put together by hand: the library under test would not make the bad ones. */
export function makeToken(claims: Claims, header: Claims = {}, secret: string = SECRET.reveal()): string {
  const input = signingInput(claims, { alg: "HS256", typ: "JWT", ...header });
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

export function makeUnsignedToken(claims: Claims): string {
  return `${signingInput(claims, { alg: "none", typ: "JWT" })}.`;
}

/** Signed with somebody's RSA key: a verifier that trusts the header would try the secret as a public key. */
export function makeRsaToken(claims: Claims): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const input = signingInput(claims, { alg: "RS256", typ: "JWT" });
  return `${input}.${sign("sha256", Buffer.from(input), privateKey).toString("base64url")}`;
}

function signingInput(claims: Claims, header: Claims): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
}
