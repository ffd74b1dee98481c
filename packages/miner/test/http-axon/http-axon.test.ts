import { randomUUID } from "node:crypto";
import { type Keypair, keypairFromSeed, signBtauth, signEpistula } from "@headframe/chain";
import { expect, test } from "vitest";
import {
  chainWithValidator,
  type RunningMiner,
  type StartOptions,
  startMiner,
  TestValidator,
} from "../support/running-miner.js";

const validator = keypairFromSeed(new Uint8Array(32).fill(2));
const stranger = keypairFromSeed(new Uint8Array(32).fill(3));

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly error?: { readonly code: string; readonly hint?: string } } & Readonly<
    Record<string, unknown>
  >;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
}

function start(options: StartOptions = {}): Promise<RunningMiner> {
  const flags = { "http_axon.enabled": true, "http_axon.port": 0, ...options.flags };
  return startMiner({ chain: chainWithValidator(), ...options, flags });
}

let lastNonceNs = 0n;

/** A request signed by btauth/1, each with a nonce of its own. */
function btauth(miner: RunningMiner, method: string, path: string, signer: Keypair = validator): Request {
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  lastNonceNs = nowNs > lastNonceNs ? nowNs : lastNonceNs + 1n;
  const said = { signer, receiver: miner.hotkey.ss58, nonceNs: lastNonceNs };
  return { method, path, headers: signBtauth({ method, path, body: Buffer.alloc(0) }, said) };
}

function epistula(miner: RunningMiner, method: string, path: string, body?: string): Request {
  const said = {
    signer: validator,
    receiver: miner.hotkey.ss58,
    uuid: randomUUID(),
    timestampMs: Date.now(),
  };
  const headers = signEpistula(Buffer.from(body ?? ""), said);
  return { method, path, headers, ...(body === undefined ? {} : { body }) };
}

async function send({ ready }: RunningMiner, { method, path, headers, body }: Request): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${ready.httpAxonPort}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Answer["body"],
  };
}

test("serves the fleet to a validator under either scheme, and tells no address of an executor", async () => {
  const miner = await start();
  for (const sign of [btauth, epistula]) {
    const { status, body } = await send(miner, sign(miner, "GET", "/v1/executors?all=1"));
    expect(status).toBe(200);
    expect(body).toMatchObject({ executors: [{ alias: "gpu-1", busy: false, devices: [] }] });
    expect(JSON.stringify(body)).not.toContain("127.0.0.1");
  }
  const health = await send(miner, btauth(miner, "GET", "/v1/health"));
  expect(health.body).toEqual({ status: "serving", miner_hotkey: miner.hotkey.ss58 });
});

test("begins a session that the gRPC axon knows", async () => {
  const miner = await start();
  const { status, body } = await send(miner, btauth(miner, "POST", "/v1/sessions"));
  expect(status).toBe(200);
  const fleet = new TestValidator(miner, 2).fleet(String(body["session_token"]));
  expect((await fleet.listExecutors({})).executors).toHaveLength(1);
});

test("gives no session for a request that could have been sent for something else", async () => {
  const miner = await start();
  // As somebody on the way would who stops it: it is fresh, unused, and its signature holds for any path.
  const stopped = epistula(miner, "GET", "/v1/health");
  expect(await send(miner, { ...stopped, method: "POST", path: "/v1/sessions" })).toMatchObject({
    status: 403,
    body: {
      error: { code: "http-axon/scheme-too-weak", hint: expect.stringContaining("btauth/1") as string },
    },
  });
});

test("gives a hotkey the rights that it has on the gRPC axon", async () => {
  const miner = await start();
  const { status, body } = await send(miner, btauth(miner, "GET", "/v1/executors", stranger));
  expect(status).toBe(403);
  expect(body.error).toMatchObject({ code: "access/not-registered", hint: expect.any(String) as string });
});

test("answers a request once, also after a restart", async () => {
  const miner = await start();
  const request = btauth(miner, "GET", "/v1/executors");
  expect((await send(miner, request)).status).toBe(200);
  expect(await send(miner, request)).toMatchObject({
    status: 401,
    body: { error: { code: "request/replayed" } },
  });
  await miner.stop();
  const restarted = await start({ directory: miner.directory });
  expect(await send(restarted, request)).toMatchObject({
    status: 401,
    body: { error: { code: "request/replayed" } },
  });
});

test("lets in nothing that is not signed, or signed for something else", async () => {
  const miner = await start();
  const codeOf = async (request: Request) => (await send(miner, request)).body.error?.code;
  expect(await codeOf({ method: "GET", path: "/v1/health", headers: {} })).toBe("request/malformed");
  const signed = btauth(miner, "GET", "/v1/health");
  expect(await codeOf({ ...signed, path: "/v1/executors" })).toBe("request/bad-signature");
  expect(await codeOf({ ...signed, path: "/v1/sessions", method: "POST" })).toBe("request/bad-signature");
  expect(await codeOf({ ...epistula(miner, "POST", "/v1/sessions", "{}"), body: "[]" })).toBe(
    "request/bad-signature",
  );
  expect(await codeOf({ method: "GET", path: "/admin", headers: {} })).toBe("http-axon/not-found");
});

test("limits what a validator may ask for, and says when to come again", async () => {
  const flags = {
    "validator_comms.rate_limit.enabled": true,
    "validator_comms.rate_limit.requests_per_second": 1,
    "validator_comms.rate_limit.burst_capacity": 2,
  };
  const miner = await start({ flags });
  const answers: Answer[] = [];
  for (let call = 0; call < 3; call++) answers.push(await send(miner, btauth(miner, "GET", "/v1/health")));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(answers[2]?.body.error?.code).toBe("access/rate-limited");
  expect(Number(answers[2]?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
});

test("refuses a body that is larger than anything that it reads", async () => {
  const miner = await start();
  const answer = await send(miner, epistula(miner, "POST", "/v1/sessions", "x".repeat(16_385)));
  expect(answer).toMatchObject({ status: 413, body: { error: { code: "http-axon/bad-request" } } });
});

test("is off unless it is asked for", async () => {
  const miner = await startMiner({ chain: chainWithValidator() });
  expect(miner.ready.httpAxonPort).toBeUndefined();
});

test("says which key to change when its port is taken", async () => {
  const miner = await start();
  await expect(start({ flags: { "http_axon.port": miner.ready.httpAxonPort } })).rejects.toMatchObject({
    message: expect.stringContaining("HTTP axon") as string,
    hint: expect.stringContaining("http_axon.port") as string,
  });
});
