import { randomUUID } from "node:crypto";
import { Secret } from "@headframe/kit";
import {
  connect,
  EnrolmentClient,
  ENROLMENT_SERVICE,
  HealthClient,
  JwtSigner,
  methodNames,
  RpcError,
  secretKey,
  type TokenClaims,
} from "@headframe/protocol";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { afterAllTests } from "../support/temporary.js";
import { FakeExecutor, SHARED_SECRET } from "../support/fake-executor.js";
import { type RunningMiner, startMiner, until } from "../support/running-miner.js";

const ENROLMENT_ON = { "executor_management.enrolment.enabled": true };

interface DialOptions {
  readonly installationId: string;
  readonly secret?: string;
  readonly claims?: Partial<TokenClaims>;
  readonly issuer?: string;
}

function dial(miner: RunningMiner, options: DialOptions): EnrolmentClient {
  const { installationId, secret = SHARED_SECRET, claims = {}, issuer = "headframe-executor" } = options;
  const channel = connect(`127.0.0.1:${miner.ready.enrolmentPort}`);
  onTestFinished(() => channel.close());
  const signer = new JwtSigner({ key: secretKey(new Secret(secret)), issuer });
  const token = (): string =>
    signer.sign({
      subject: installationId,
      audience: "headframe-miner",
      scope: methodNames(ENROLMENT_SERVICE),
      lifetimeMs: 60_000,
      ...claims,
    }).token;
  return new EnrolmentClient(channel, { token });
}

async function refusal(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
  } catch (error) {
    return error instanceof RpcError ? error.peerCode : String(error);
  }
  return undefined;
}

async function healthOf(miner: RunningMiner): Promise<string | undefined> {
  const response = await fetch(`${miner.ready.apiUrl}/api/v1/executors`);
  const { executors } = (await response.json()) as { readonly executors: readonly { health: string }[] };
  return executors[0]?.health;
}

test("takes in an executor that dials out, and checks it under the id that it was given", async () => {
  const miner = await startMiner({ executors: {}, flags: ENROLMENT_ON });
  const executor = await FakeExecutor.start();
  const { installationId } = executor;
  const client = dial(miner, { installationId });
  const enrolled = await client.enrol({
    installationId,
    alias: "gpu-9",
    grpcAddress: executor.address,
    version: "1.0.0",
  });
  expect(enrolled.heartbeatIntervalMs).toBe("30000");
  await client.heartbeat({ executorId: enrolled.executorId, installationId });
  await until(async () => (await healthOf(miner)) === "healthy");
  expect(executor.adoptions[0]?.executorId).toBe(enrolled.executorId);
});

test("tells an executor that the operator had forgotten to enrol again", async () => {
  const miner = await startMiner({ executors: {}, flags: ENROLMENT_ON });
  const { address, installationId } = await FakeExecutor.start();
  const client = dial(miner, { installationId });
  const request = { installationId, alias: "gpu-9", grpcAddress: address, version: "1.0.0" };
  const { executorId } = await client.enrol(request);
  const url = `${miner.ready.apiUrl}/api/v1/executors/gpu-9/forget`;
  expect((await fetch(url, { method: "POST" })).status).toBe(200);
  expect(await healthOf(miner)).toBeUndefined();
  expect(await refusal(client.heartbeat({ executorId, installationId }))).toBe("fleet/not-enrolled");
  expect((await client.enrol(request)).executorId).toBe(executorId);
});

let shared: RunningMiner;
const cleanUp = afterAllTests();
beforeAll(async () => {
  shared = await startMiner({ executors: {}, flags: ENROLMENT_ON, cleanUp });
});

test.each<readonly [string, Partial<DialOptions>, string]>([
  ["another secret", { secret: "f".repeat(31) + "0123456789abcdef" }, "auth/bad-signature"],
  ["a miner's token", { issuer: "headframe-miner" }, "auth/wrong-issuer"],
  ["a token for somebody else", { claims: { audience: "headframe-executor" } }, "auth/wrong-audience"],
  ["a token without the scope", { claims: { scope: [] } }, "auth/missing-scope"],
  ["a token that lasts too long", { claims: { lifetimeMs: 600_000 } }, "auth/lifetime-too-long"],
  ["the token of another box", { claims: { subject: randomUUID() } }, "fleet/invalid-enrolment"],
])("refuses an enrolment with %s", async (_, options, code) => {
  const installationId = randomUUID();
  const request = { installationId, alias: "gpu-9", grpcAddress: "gpu-9:50051", version: "1" };
  expect(await refusal(dial(shared, { installationId, ...options }).enrol(request))).toBe(code);
});

test("takes the previous secret while executors move to the new one", async () => {
  const previous = "a1b2c3d4e5f60718".repeat(4);
  const flags = { ...ENROLMENT_ON, "security.previous_jwt_secrets": [previous] };
  const miner = await startMiner({ executors: {}, flags });
  const installationId = randomUUID();
  const request = { installationId, alias: "gpu-9", grpcAddress: "gpu-9:50051", version: "1" };
  expect(await refusal(dial(miner, { installationId, secret: previous }).enrol(request))).toBeUndefined();
});

test("answers health checks, and says how to switch enrolment on when it is off", async () => {
  const miner = await startMiner();
  const installationId = randomUUID();
  const request = { installationId, alias: "gpu-9", grpcAddress: "gpu-9:50051", version: "1" };
  const failure = await dial(miner, { installationId })
    .enrol(request)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({
    peerCode: "fleet/enrolment-off",
    hint: expect.stringContaining("enrolment.enabled = true"),
  });
  const channel = connect(`127.0.0.1:${miner.ready.enrolmentPort}`);
  onTestFinished(() => channel.close());
  expect(await new HealthClient(channel).isServing()).toBe(true);
});
