import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Secret, silentLogger } from "@headframe/kit";
import {
  CertificateFiles,
  channelCredentials,
  connect,
  EnrolmentClient,
  ENROLMENT_SERVICE,
  type GrpcChannelOptions,
  JwtSigner,
  methodNames,
  secretKey,
  serverCredentials,
} from "@headframe/protocol";
import { makeAuthority, writeIdentity } from "@headframe/testkit/tls";
import { expect, onTestFinished, test } from "vitest";
import { FakeExecutor, SHARED_SECRET } from "../support/fake-executor.js";
import { type RunningMiner, startMiner, until } from "../support/running-miner.js";
import { temporaryDirectory } from "../support/temporary.js";

async function prepare() {
  const directory = await temporaryDirectory();
  const authority = makeAuthority("fleet");
  const load = (name: string) =>
    CertificateFiles.load(writeIdentity(directory, name, authority), { logger: silentLogger });
  const { certFile, keyFile, caFile } = writeIdentity(directory, "miner", authority);
  const flags = {
    "security.enable_mtls": true,
    "security.cert_path": certFile,
    "security.key_path": keyFile,
    "security.ca_cert_path": caFile,
    "executor_management.enrolment.enabled": true,
    "executor_management.max_retry_attempts": 1,
  };
  return { directory, load, flags };
}

async function reasonOf({ ready }: RunningMiner): Promise<string> {
  const response = await fetch(`${ready.apiUrl}/api/v1/executors/gpu-1`);
  const { health, reason } = (await response.json()) as { readonly health: string; readonly reason: string };
  return `${health} ${reason}`;
}

function enrol(miner: RunningMiner, channelOptions: GrpcChannelOptions): Promise<unknown> {
  const installationId = randomUUID();
  const channel = connect(`127.0.0.1:${miner.ready.enrolmentPort}`, channelOptions);
  onTestFinished(() => channel.close());
  const signer = new JwtSigner({ key: secretKey(new Secret(SHARED_SECRET)), issuer: "headframe-executor" });
  const claims = {
    subject: installationId,
    audience: "headframe-miner",
    scope: methodNames(ENROLMENT_SERVICE),
    lifetimeMs: 60_000,
  };
  const client = new EnrolmentClient(channel, { token: () => signer.sign(claims).token });
  return client.enrol({ installationId, alias: "gpu-9", grpcAddress: "gpu-9:50051", version: "1" });
}

test("talks to executors, both ways of dialling, only with certificates of the fleet's authority", async () => {
  const { load, flags } = await prepare();
  const certificates = await load("executor");
  const executor = await FakeExecutor.start(
    onTestFinished,
    serverCredentials(certificates, { requireClientCert: true }),
  );
  const miner = await startMiner({ executors: { "gpu-1": executor.address }, flags });
  await until(async () => (await reasonOf(miner)).startsWith("healthy"));
  await expect(enrol(miner, { credentials: channelCredentials(certificates) })).resolves.toBeDefined();
  await expect(enrol(miner, {})).rejects.toMatchObject({ code: "rpc/unavailable" });
});

test("does not talk to an executor without TLS", async () => {
  const { flags } = await prepare();
  const executor = await FakeExecutor.start();
  const miner = await startMiner({ executors: { "gpu-1": executor.address }, flags });
  await until(async () => (await reasonOf(miner)).startsWith("unhealthy"));
  expect(await reasonOf(miner)).toContain(`Failed to connect to executor at ${executor.address}`);
  expect(executor.adoptions).toEqual([]);
});

test("names the file of a certificate that is missing", async () => {
  const { directory, flags } = await prepare();
  const missing = join(directory, "missing.crt");
  await expect(startMiner({ flags: { ...flags, "security.cert_path": missing } })).rejects.toThrow(missing);
});
