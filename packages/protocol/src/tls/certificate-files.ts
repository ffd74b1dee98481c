import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";
import type { experimental } from "@grpc/grpc-js";
import { every, type Logger } from "@headframe/kit";
import { TlsError } from "./tls-error.js";

/** PEM files of one end of a connection. */
export interface TlsFiles {
  /** Our certificate, followed by the intermediate ones. */
  readonly certFile: string;
  readonly keyFile: string;
  /** Who must have signed the other side's certificate. Default: the authorities that Node knows. */
  readonly caFile?: string;
}

type Identity = experimental.IdentityCertificateUpdate;
type IdentityListener = experimental.IdentityCertificateUpdateListener;
type CaListener = experimental.CaCertificateUpdateListener;

interface Material {
  readonly identity: Identity;
  readonly ca: Buffer;
}

/**
 * Certificates that may be replaced on disk while they are in use: new connections get the new ones, established ones
 * stay. Files that do not fit together, as in the middle of a rotation, are left alone until they do.
 */
export class CertificateFiles implements experimental.CertificateProvider {
  readonly #files: TlsFiles;
  readonly #logger: Logger;
  readonly #identityListeners = new Set<IdentityListener>();
  readonly #caListeners = new Set<CaListener>();
  #material: Material;
  #isFailing = false;

  private constructor(files: TlsFiles, material: Material, logger: Logger) {
    this.#files = files;
    this.#material = material;
    this.#logger = logger;
  }

  /**
   * Reads and checks the files.
   *
   * @throws {TlsError} naming the file that is missing, malformed or does not belong to the others.
   */
  static async load(files: TlsFiles, deps: { readonly logger: Logger }): Promise<CertificateFiles> {
    return new CertificateFiles(files, await readMaterial(files), deps.logger);
  }

  /** Reads the files again; says whether something changed. On a {@link TlsError} the old ones stay in use. */
  async reload(): Promise<boolean> {
    const material = await readMaterial(this.#files);
    const { identity, ca } = this.#material;
    const isSame =
      material.ca.equals(ca) &&
      material.identity.certificate.equals(identity.certificate) &&
      material.identity.privateKey.equals(identity.privateKey);
    if (isSame) return false;
    this.#material = material;
    for (const listener of this.#identityListeners) listener(material.identity);
    for (const listener of this.#caListeners) listener({ caCertificate: material.ca });
    return true;
  }

  /** Reloads every `intervalMs` until `signal` fires; resolves then. */
  watch(options: { readonly intervalMs: number; readonly signal: AbortSignal }): Promise<void> {
    const { intervalMs, signal } = options;
    const task = async (): Promise<void> => {
      const hasChanged = await this.reload();
      this.#isFailing = false;
      if (hasChanged) this.#logger.info({ certFile: this.#files.certFile }, "certificates reloaded");
    };
    const onError = (error: unknown): void => {
      // Said when it begins; the certificates in use go on working.
      if (!this.#isFailing) this.#logger.warn({ err: error }, "certificates not reloaded");
      this.#isFailing = true;
    };
    return every(task, { intervalMs, signal, onError, initialDelayMs: intervalMs });
  }

  addIdentityCertificateListener(listener: IdentityListener): void {
    this.#identityListeners.add(listener);
    // Not at once: grpc-js servers listen before they have noted whom to tell.
    queueMicrotask(() => listener(this.#material.identity));
  }

  removeIdentityCertificateListener(listener: IdentityListener): void {
    this.#identityListeners.delete(listener);
  }

  addCaCertificateListener(listener: CaListener): void {
    this.#caListeners.add(listener);
    queueMicrotask(() => listener({ caCertificate: this.#material.ca }));
  }

  removeCaCertificateListener(listener: CaListener): void {
    this.#caListeners.delete(listener);
  }
}

async function readMaterial(files: TlsFiles): Promise<Material> {
  const certificate = await readPem(files.certFile);
  const privateKey = await readPem(files.keyFile);
  const ca =
    files.caFile === undefined ? Buffer.from(rootCertificates.join("\n")) : await readPem(files.caFile);
  const leaf = parseCertificate(certificate, files.certFile);
  if (files.caFile !== undefined) parseCertificate(ca, files.caFile);
  if (!leaf.checkPrivateKey(parseKey(privateKey, files.keyFile))) {
    throw new TlsError(
      { code: "tls/key-does-not-match", file: files.keyFile },
      `the key in ${files.keyFile} does not belong to the certificate in ${files.certFile}`,
      { hint: "give the key that the certificate was requested with" },
    );
  }
  return { identity: { certificate, privateKey }, ca };
}

async function readPem(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new TlsError({ code: "tls/unreadable-file", file }, `cannot read ${file}`, {
      cause,
      hint: "check the path and its permissions",
    });
  }
}

function parseCertificate(pem: Buffer, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new TlsError({ code: "tls/not-a-certificate", file }, `${file} is not a PEM certificate`, {
      cause,
      hint: "it must begin with -----BEGIN CERTIFICATE-----",
    });
  }
}

function parseKey(pem: Buffer, file: string): ReturnType<typeof createPrivateKey> {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new TlsError(
      { code: "tls/not-a-key", file },
      `${file} is not a PEM private key without a password`,
      {
        cause,
        hint: "it must begin with -----BEGIN PRIVATE KEY-----",
      },
    );
  }
}
