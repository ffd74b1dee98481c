import { randomUUID } from "node:crypto";
import { verifySignature } from "@headframe/chain";
import { Secret } from "@headframe/kit";
import {
  definitionOf,
  FLEET_SERVICE,
  HealthClient,
  JwtSigner,
  methodNames,
  MINER_DISCOVERY,
  RpcError,
  secretKey,
} from "@headframe/protocol";
import { beforeAll, describe, expect, test } from "vitest";
import { afterAllTests } from "../support/temporary.js";
import { executorIdentity } from "../../src/fleet/executor-id.js";
import { FakeExecutor, SHARED_SECRET } from "../support/fake-executor.js";
import {
  chainWithValidator,
  NETUID,
  type RunningMiner,
  startMiner,
  TestValidator,
  until,
} from "../support/running-miner.js";

const EXECUTOR_ID = executorIdentity("gpu-1").executorId;

async function refusal(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
  } catch (error) {
    return error instanceof RpcError ? (error.peerCode ?? error.code) : String(error);
  }
  return undefined;
}

let miner: RunningMiner;
let executor: FakeExecutor;
const cleanUp = afterAllTests();
beforeAll(async () => {
  executor = await FakeExecutor.start(cleanUp);
  const executors = { "gpu-1": executor.address };
  miner = await startMiner({ executors, chain: chainWithValidator(), cleanUp });
});

test("answers a validator with a session and a signed reply", async () => {
  const validator = new TestValidator(miner, 2);
  const response = await validator.authenticate();
  expect(response).toMatchObject({ authenticated: true, minerHotkey: miner.hotkey.ss58, error: null });
  const lifetimeSeconds = Number(response.expiresAt?.value?.seconds) - Date.now() / 1000;
  expect(lifetimeSeconds).toBeGreaterThan(3500);
  expect(lifetimeSeconds).toBeLessThanOrEqual(3601);
  const text = `MINER_AUTH_RESPONSE:${validator.hotkey.ss58}:${response.responseNonce}:${response.sessionToken}`;
  const signature = Buffer.from(response.minerSignature, "hex");
  expect(verifySignature("sr25519", miner.hotkey.publicKey, Buffer.from(text), signature)).toBe(true);
});

describe("lists executors", () => {
  test("for a session, with their health and devices", async () => {
    const validator = new TestValidator(miner, 2);
    const { sessionToken } = await validator.authenticate();
    const fleet = validator.fleet(sessionToken);
    await until(async () => (await fleet.listExecutors()).executors[0]?.health === "EXECUTOR_HEALTH_HEALTHY");
    expect((await fleet.listExecutors()).executors).toMatchObject([
      {
        executorId: EXECUTOR_ID,
        alias: "gpu-1",
        busy: false,
        backend: "reference",
        devices: [{ name: "Reference device", totalBytes: "1024" }],
      },
    ]);
    const lease = await validator.discovery.requestExecutorLease({ sessionToken });
    expect(lease.availableExecutors).toMatchObject([
      {
        executorId: EXECUTOR_ID,
        grpcEndpoint: `127.0.0.1:${miner.ready.axonPort}`,
        // A reference device is no GPU, and is not offered as one.
        gpuSpec: null,
        status: "available",
      },
    ]);
  });

  test("for nobody without a session of this miner", async () => {
    const validator = new TestValidator(miner, 2);
    const list = (token: string): Promise<unknown> => validator.fleet(token).listExecutors();
    expect(await refusal(list(""))).toBe("auth/missing-token");
    expect(await refusal(list("nonsense"))).toBe("auth/malformed-token");
    // An executor knows the shared secret. It must not get it into an axon.
    const forged = new JwtSigner({
      key: secretKey(new Secret(SHARED_SECRET)),
      issuer: "headframe-miner",
    }).sign({
      subject: validator.hotkey.ss58,
      audience: miner.hotkey.ss58,
      scope: methodNames(FLEET_SERVICE),
      lifetimeMs: 60_000,
    });
    expect(await refusal(list(forged.token))).toBe("auth/bad-signature");
    expect(await refusal(validator.discovery.requestExecutorLease({ sessionToken: forged.token }))).toBe(
      "auth/bad-signature",
    );
  });
});

test.each([
  ["an unknown validator", 9, {}, "access/not-registered"],
  [
    "a validator that is not listed",
    2,
    { "security.allowed_validators": ["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"] },
    "access/not-allowed",
  ],
  ["a validator with too little stake", 2, { "security.min_validator_stake": 1001 }, "access/stake-too-low"],
] as const)("refuses %s by a code", async (_, seed, flags, code) => {
  const strict = await startMiner({ chain: chainWithValidator(), flags });
  expect(await refusal(new TestValidator(strict, seed).authenticate())).toBe(code);
});

test("refuses the same authentication twice, also after a restart", async () => {
  const before = await startMiner({ chain: chainWithValidator() });
  const nonce = randomUUID();
  const validator = new TestValidator(before, 2);
  const { sessionToken } = await validator.authenticate(nonce);
  expect(await refusal(validator.authenticate(nonce))).toBe("access/nonce-reused");
  await before.stop();
  const after = await startMiner({ chain: chainWithValidator(), directory: before.directory });
  const again = new TestValidator(after, 2);
  expect(await refusal(again.authenticate(nonce))).toBe("access/nonce-reused");
  // The session itself goes on.
  expect(await refusal(again.fleet(sessionToken).listExecutors())).toBeUndefined();
});

test("tells a validator that calls too often when to come back", async () => {
  const flags = {
    "validator_comms.rate_limit.enabled": true,
    "validator_comms.rate_limit.requests_per_second": 0.5,
    "validator_comms.rate_limit.burst_capacity": 1,
  };
  const limited = await startMiner({ chain: chainWithValidator(), flags });
  const validator = new TestValidator(limited, 2);
  await validator.authenticate();
  const error = await validator.authenticate().catch((failure: unknown) => failure);
  expect(error).toMatchObject({
    peerCode: "access/rate-limited",
    hint: expect.stringMatching(/try again in \d+ ms/),
  });
});

test("refuses a message that is too large by a code, to strangers too, and goes on", async () => {
  const validator = new TestValidator(miner, 2);
  const { AuthenticateValidator } = definitionOf(MINER_DISCOVERY);
  const call = validator.channel.unary(AuthenticateValidator, { nonce: "n".repeat(200_000) });
  expect(await call.catch((failure: unknown) => failure)).toMatchObject({
    code: "rpc/resource-exhausted",
    peerCode: "protocol/message-too-large",
    hint: expect.stringContaining("send less") as string,
  });
  expect(await validator.authenticate()).toMatchObject({ authenticated: true });
});

test("offers no access by SSH, and says what it offers instead", async () => {
  const validator = new TestValidator(miner, 2);
  const call = validator.channel.unary(definitionOf(MINER_DISCOVERY).InitiateSshSession, {});
  const error = await call.catch((failure: unknown) => failure);
  expect(error).toMatchObject({ peerCode: "access/not-offered", code: "rpc/unimplemented" });
});

test("answers health checks without a session", async () => {
  const validator = new TestValidator(miner, 2);
  expect(await new HealthClient(validator.channel).isServing()).toBe(true);
});

test("puts its address on the chain", async () => {
  const { chain, hotkey, ready } = miner;
  expect(await chain.axonOf(NETUID, hotkey.ss58)).toMatchObject({ ip: "127.0.0.1", port: ready.axonPort });
});
