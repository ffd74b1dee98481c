import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TlsFiles } from "@headframe/protocol";

// X.509 (RFC 5280) by hand, as far as these tests need it: no openssl is needed to run them.

const OID_ECDSA_SHA256 = "2a8648ce3d040302";
const OID_COMMON_NAME = "550403";
const OID_SUBJECT_ALT_NAME = "551d11";
const OID_BASIC_CONSTRAINTS = "551d13";

/** Who signs certificates. */
export interface Authority {
  readonly name: string;
  readonly key: KeyObject;
  readonly certificatePem: string;
}

/** A new authority with a key of its own. */
export function makeAuthority(name: string): Authority {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const isAuthority = der(0x30, der(0x01, Buffer.from([0xff])));
  const certificatePem = makeCertificate(
    name,
    publicKey,
    { name, key: privateKey },
    OID_BASIC_CONSTRAINTS,
    isAuthority,
  );
  return { name, key: privateKey, certificatePem };
}

/** Writes a certificate for 127.0.0.1, valid for an hour, its key and its authority to `directory`, over whatever was there. */
export function writeIdentity(directory: string, name: string, authority: Authority): Required<TlsFiles> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const loopback = der(0x30, der(0x87, Buffer.from([127, 0, 0, 1])));
  const files = {
    certFile: join(directory, `${name}.crt`),
    keyFile: join(directory, `${name}.key`),
    caFile: join(directory, `${name}-ca.crt`),
  };
  writeFileSync(files.certFile, makeCertificate(name, publicKey, authority, OID_SUBJECT_ALT_NAME, loopback));
  writeFileSync(files.keyFile, privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(files.caFile, authority.certificatePem);
  return files;
}

function makeCertificate(
  subject: string,
  publicKey: KeyObject,
  issuer: { readonly name: string; readonly key: KeyObject },
  extensionOid: string,
  extension: Buffer,
): string {
  const algorithm = der(0x30, oid(OID_ECDSA_SHA256));
  const now = Date.now();
  const tbs = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    commonName(issuer.name),
    der(0x30, utcTime(now - 60_000), utcTime(now + 3_600_000)),
    commonName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(0x30, der(0x30, oid(extensionOid), der(0x04, extension)))),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", tbs, issuer.key));
  const base64 = der(0x30, tbs, algorithm, signature).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length =
    body.length < 0x80
      ? Buffer.from([body.length])
      : Buffer.from([0x82, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function commonName(name: string): Buffer {
  return der(0x30, der(0x31, der(0x30, oid(OID_COMMON_NAME), der(0x0c, Buffer.from(name)))));
}

function utcTime(ms: number): Buffer {
  const text = new Date(ms).toISOString().replaceAll(/[-:T]/g, "").slice(2, 14);
  return der(0x17, Buffer.from(`${text}Z`));
}
