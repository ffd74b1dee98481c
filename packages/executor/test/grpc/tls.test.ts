import { join } from "node:path";
import { silentLogger } from "@headframe/kit";
import { CertificateFiles, channelCredentials, connect, ExecutorClient } from "@headframe/protocol";
import { makeAuthority, writeIdentity } from "@headframe/testkit/tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { MinerSide } from "../support/miner-side.js";
import { startExecutor, WITHOUT_DEVICES } from "../support/running-executor.js";
import { tempDir } from "../support/temp-dir.js";

describe("an executor with TLS", () => {
  it("talks to a miner whose certificate its authority signed, and to nobody else", async () => {
    const directory = tempDir();
    const authority = makeAuthority("fleet");
    const own = writeIdentity(directory, "executor", authority);
    const executor = await startExecutor({
      ...WITHOUT_DEVICES,
      server: { tls: { cert_file: own.certFile, key_file: own.keyFile, client_ca_file: own.caFile } },
    });
    const plain = new MinerSide(executor.grpc);
    await expect(plain.adopt()).rejects.toMatchObject({ code: "rpc/unavailable" });

    const adoptWith = async (name: string, signer: typeof authority) => {
      const files = { ...writeIdentity(directory, name, signer), caFile: own.caFile };
      const credentials = channelCredentials(await CertificateFiles.load(files, { logger: silentLogger }));
      const channel = connect(`127.0.0.1:${executor.grpc}`, { credentials });
      onTestFinished(() => channel.close());
      const client = new ExecutorClient(channel, { token: plain.token });
      return client.adopt({
        executorId: plain.executorId,
        minerHotkey: plain.hotkey.publicKey,
        minerScheme: 1,
        genesisHash: new Uint8Array(32),
      });
    };
    await expect(adoptWith("stranger", makeAuthority("stranger"))).rejects.toMatchObject({
      code: "rpc/unavailable",
    });
    await expect(adoptWith("miner", authority)).resolves.toMatchObject({ sessionKey: expect.anything() });
  });

  it("does not start with a certificate that is not there, and names it", async () => {
    const file = join(tempDir(), "missing.crt");
    const starting = startExecutor({
      ...WITHOUT_DEVICES,
      server: { tls: { cert_file: file, key_file: file } },
    });
    await expect(starting).rejects.toMatchObject({ message: expect.stringContaining(file) });
  });
});
