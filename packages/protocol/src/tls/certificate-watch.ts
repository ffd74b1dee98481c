import type { Service } from "@headframe/kit";
import type { CertificateFiles } from "./certificate-files.js";

/** How long a rotated certificate may wait on disk: they are renewed hours before they end. */
const INTERVAL_MS = 60_000;

/** Takes rotated certificates into use while the process runs. */
export class CertificateWatch implements Service {
  readonly name = "certificates";
  readonly #certificates: CertificateFiles;
  readonly #stopping = new AbortController();
  #watching: Promise<void> = Promise.resolve();

  constructor(certificates: CertificateFiles) {
    this.#certificates = certificates;
  }

  async start(): Promise<void> {
    this.#watching = this.#certificates.watch({ intervalMs: INTERVAL_MS, signal: this.#stopping.signal });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
  }
}
