import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { silentLogger } from "@headframe/kit";
import {
  CertificateFiles,
  channelCredentials,
  connect,
  ExecutorClient,
  NO_RETRY,
  serverCredentials,
  type TlsFiles,
} from "@headframe/protocol";
import { makeAuthority, writeIdentity } from "@headframe/testkit/tls";
import { describe, expect, it } from "vitest";
import { temporaryFolder, useCleanUps } from "../support/clean-ups.js";
import { minerTokens, startExecutorServer } from "../support/executor-server.js";
import { failureOf } from "../support/failure-of.js";
import { recordingLogger } from "../support/recording-logger.js";

const defer = useCleanUps();

function load(files: TlsFiles): Promise<CertificateFiles> {
  return CertificateFiles.load(files, { logger: silentLogger });
}

async function startServer(certificates: CertificateFiles, requireClientCert = true) {
  const credentials = serverCredentials(certificates, { requireClientCert });
  const { server, address, port } = await startExecutorServer(() => ({ version: "1" }), { credentials });
  defer(() => server.drain(1_000));
  return { address, port };
}

function makeClient(address: string, certificates?: CertificateFiles): ExecutorClient {
  const channel = connect(
    address,
    certificates === undefined ? {} : { credentials: channelCredentials(certificates) },
  );
  defer(() => channel.close());
  return new ExecutorClient(channel, { token: minerTokens() });
}

const ONCE = { retry: NO_RETRY, deadlineMs: 10_000 };

describe("mutual TLS", () => {
  it("lets in a client whose certificate the authority signed", async () => {
    const folder = temporaryFolder(defer);
    const authority = makeAuthority("fleet");
    const { address } = await startServer(await load(writeIdentity(folder, "server", authority)));
    const client = makeClient(address, await load(writeIdentity(folder, "client", authority)));
    await expect(client.getStatus(ONCE)).resolves.toMatchObject({ version: "1" });
  });

  it("refuses a client of another authority, and a server of another authority", async () => {
    const folder = temporaryFolder(defer);
    const authority = makeAuthority("fleet");
    const stranger = makeAuthority("stranger");
    const { address } = await startServer(await load(writeIdentity(folder, "server", authority)));

    // It trusts the server, but its own certificate is from elsewhere.
    const files = writeIdentity(folder, "intruder", stranger);
    writeFileSync(files.caFile, authority.certificatePem);
    const intruder = makeClient(address, await load(files));
    expect((await failureOf(intruder.getStatus(ONCE))).code).toBe("rpc/unavailable");

    const suspicious = makeClient(address, await load(writeIdentity(folder, "suspicious", stranger)));
    expect((await failureOf(suspicious.getStatus(ONCE))).code).toBe("rpc/unavailable");
  });

  it("refuses a client that speaks plaintext, and survives garbage", async () => {
    const folder = temporaryFolder(defer);
    const authority = makeAuthority("fleet");
    const certificates = await load(writeIdentity(folder, "server", authority));
    const { address, port } = await startServer(certificates);
    expect((await failureOf(makeClient(address).getStatus(ONCE))).code).toBe("rpc/unavailable");

    const socket = connectTcp(port, "127.0.0.1");
    socket.on("error", () => undefined); // A reset is as good an answer as an alert.
    socket.end(Buffer.alloc(4_096, 0x16));
    socket.resume();
    await once(socket, "close");
    await expect(makeClient(address, certificates).getStatus(ONCE)).resolves.toMatchObject({ version: "1" });
  });

  it("uses rotated files for new connections, and keeps established ones", async () => {
    const folder = temporaryFolder(defer);
    const before = makeAuthority("before");
    const after = makeAuthority("after");
    const serverSide = await load(writeIdentity(folder, "server", before));
    const clientSide = await load(writeIdentity(folder, "client", before));
    const { address } = await startServer(serverSide);
    const established = makeClient(address, clientSide);
    await established.getStatus(ONCE);

    writeIdentity(folder, "server", after);
    await expect(serverSide.reload()).resolves.toBe(true);
    await expect(serverSide.reload()).resolves.toBe(false);
    expect((await failureOf(makeClient(address, clientSide).getStatus(ONCE))).code).toBe("rpc/unavailable");
    await expect(established.getStatus(ONCE)).resolves.toMatchObject({ version: "1" });

    writeIdentity(folder, "client", after);
    await clientSide.reload();
    await expect(makeClient(address, clientSide).getStatus(ONCE)).resolves.toMatchObject({ version: "1" });
  });
});

describe("TLS without client certificates", () => {
  it("asks for none", async () => {
    const folder = temporaryFolder(defer);
    const authority = makeAuthority("fleet");
    const { address } = await startServer(await load(writeIdentity(folder, "server", authority)), false);
    const files = writeIdentity(folder, "client", makeAuthority("unrelated"));
    writeFileSync(files.caFile, authority.certificatePem);
    await expect(makeClient(address, await load(files)).getStatus(ONCE)).resolves.toMatchObject({
      version: "1",
    });
  });
});

describe("CertificateFiles", () => {
  it("names the file that is wrong", async () => {
    const folder = temporaryFolder(defer);
    const authority = makeAuthority("fleet");
    const files = writeIdentity(folder, "server", authority);
    const other = writeIdentity(folder, "other", authority);
    const missing = `${folder}/missing.crt`;

    await expect(load({ ...files, certFile: missing })).rejects.toMatchObject({
      detail: { code: "tls/unreadable-file", file: missing },
    });
    await expect(load({ ...files, certFile: files.keyFile })).rejects.toMatchObject({
      detail: { code: "tls/not-a-certificate", file: files.keyFile },
    });
    await expect(load({ ...files, keyFile: files.certFile })).rejects.toMatchObject({
      detail: { code: "tls/not-a-key", file: files.certFile },
    });
    await expect(load({ ...files, keyFile: other.keyFile })).rejects.toMatchObject({
      detail: { code: "tls/key-does-not-match", file: other.keyFile },
    });
  });

  it("keeps what works while a rotation is half done, and says so once", async () => {
    const folder = temporaryFolder(defer);
    const authority = makeAuthority("fleet");
    const files = writeIdentity(folder, "server", authority);
    const log = recordingLogger();
    const certificates = await CertificateFiles.load(files, { logger: log.logger });
    const next = writeIdentity(folder, "next", authority);
    writeFileSync(files.certFile, readFileSync(next.certFile));

    const controller = new AbortController();
    const failed = log.waitFor("certificates not reloaded");
    const reloaded = log.waitFor("certificates reloaded");
    const watching = certificates.watch({ intervalMs: 5, signal: controller.signal });
    await failed;
    writeFileSync(files.keyFile, readFileSync(next.keyFile));
    await reloaded;
    controller.abort();
    await watching;
    expect(log.lines.filter(({ message }) => message === "certificates not reloaded")).toHaveLength(1);
  });
});
