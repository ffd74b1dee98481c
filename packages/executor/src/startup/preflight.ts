import { randomUUID } from "node:crypto";
import { checkAll, checkPortFree, type Logger } from "@headframe/kit";
import type { ExecutorConfig } from "../config/schema.js";
import {
  type ClientCertificates,
  loadClientCertificates,
  loadServerCertificates,
  type ServerCertificates,
} from "../grpc/certificates.js";
import { ensurePrivateDirectory, lockDataDir } from "../state/data-dir.js";
import { IdentityStore } from "../state/identity-store.js";
import type { LockFile } from "../state/lock-file.js";

/** What is needed of the machine, checked and loaded. */
export interface Preflight {
  /** Of the data directory; for the caller to release. */
  readonly lock: LockFile;
  readonly identity: IdentityStore;
  /** `undefined` without `server.tls`. */
  readonly serverCertificates: ServerCertificates | undefined;
  /** `undefined` without `miner.tls`. */
  readonly minerCertificates: ClientCertificates | undefined;
}

/**
 * Looks at everything that the configuration needs and reports all that is missing at once. Keeps nothing when it fails.
 *
 * @throws {AppError} the one problem, or a `StartupError` with all of them: directories, identity, certificates, ports.
 */
export async function preflight(
  { server, storage, miner }: ExecutorConfig,
  logger: Logger,
): Promise<Preflight> {
  const opening = openState(storage.data_dir);
  try {
    const [state, serverCertificates, minerCertificates] = await checkAll(
      "the executor",
      () => opening,
      async () => server.tls && (await loadServerCertificates(server.tls, logger)),
      async () => miner.tls && (await loadClientCertificates(miner.tls, logger)),
      () => ensurePrivateDirectory(storage.attestation_dir),
      () =>
        checkPortFree({
          what: "the executor",
          host: server.host,
          port: server.grpc_port,
          hostKey: "server.host",
          portKey: "server.grpc_port",
        }),
      () =>
        checkPortFree({
          what: "the health server",
          host: server.health_host,
          port: server.health_port,
          hostKey: "server.health_host",
          portKey: "server.health_port",
        }),
    );
    return { ...state, serverCertificates, minerCertificates };
  } catch (error) {
    await opening.then(
      ({ lock }) => lock.release(),
      () => undefined, // Reported with the rest.
    );
    throw error;
  }
}

/** The identity, under the lock that keeps other executors away from it. */
async function openState(dataDir: string): Promise<Pick<Preflight, "lock" | "identity">> {
  const lock = await lockDataDir(dataDir);
  try {
    return { lock, identity: await IdentityStore.open(dataDir, randomUUID) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
