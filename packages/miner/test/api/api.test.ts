import { request as httpRequest } from "node:http";
import { beforeAll, expect, test } from "vitest";
import { afterAllTests } from "../support/temporary.js";
import { executorIdentity } from "../../src/fleet/executor-id.js";
import { FakeExecutor } from "../support/fake-executor.js";
import { type RunningMiner, startMiner, until } from "../support/running-miner.js";

async function get(url: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, { headers });
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: text.startsWith("{") ? (JSON.parse(text) as never) : undefined,
  };
}

test("says that the miner is well, who it is and how its fleet is", async () => {
  const executor = await FakeExecutor.start();
  const { ready, hotkey } = await startMiner({ executors: { "gpu-1": executor.address } });
  const { apiUrl } = ready;
  await until(async () => (await get(`${apiUrl}/api/v1/executors/gpu-1`)).text.includes('"to":"healthy"'));
  expect(await get(`${apiUrl}/health`)).toMatchObject({
    status: 200,
    body: { status: "serving", reasons: [] },
  });
  const { body: status } = await get(`${apiUrl}/api/v1/status`);
  expect(status).toMatchObject({
    network: "local",
    netuid: 39,
    uid: ready.uid,
    hotkey: hotkey.ss58,
    chain: { connected: true, stale: false },
    axon: { ip: "127.0.0.1", port: ready.axonPort, published: true },
    sessions: 0,
    executors: { healthy: 1, unhealthy: 0 },
  });
  const { body: executors } = await get(`${apiUrl}/api/v1/executors`);
  expect(executors).toMatchObject({
    executors: [
      {
        executor_id: executorIdentity("gpu-1").executorId,
        alias: "gpu-1",
        health: "healthy",
        backend: "reference",
        is_gpu: false,
        devices: [{ name: "Reference device" }],
      },
    ],
  });
  expect((await get(`${apiUrl}/api/v1/executors/gpu-1`)).body).toMatchObject({
    health_changes: [{ from: "unknown", to: "healthy" }],
  });
});

test("serves metrics on the API and on a port of their own", async () => {
  const executor = await FakeExecutor.start();
  const { ready } = await startMiner({ executors: { "gpu-1": executor.address } });
  await until(async () =>
    (await get(`${ready.apiUrl}/metrics`)).text.includes('miner_fleet_executors{health="healthy"} 1'),
  );
  const { text } = await get(`http://127.0.0.1:${ready.metricsPort}/metrics`);
  expect(text).toContain(`miner_chain_uid ${ready.uid}`);
  expect(text).toContain('miner_fleet_checks_total{result="passed"}');
});

let shared: RunningMiner;
const cleanUp = afterAllTests();
beforeAll(async () => {
  shared = await startMiner({ cleanUp });
});

test("serves no metrics when they are off", async () => {
  const { ready } = await startMiner({
    flags: { "metrics.enabled": false, "metrics.prometheus.port": 9091 }, // The port's default: none is taken.
  });
  expect((await get(`${ready.apiUrl}/metrics`)).status).toBe(404);
  expect(ready.metricsPort).toBeUndefined();
});

test("asks for the token, when there is one, for everything but health", async () => {
  const { ready } = await startMiner({ flags: { "api.token": "a-token-for-the-api" } });
  const url = `${ready.apiUrl}/api/v1/status`;
  expect((await get(`${ready.apiUrl}/health`)).status).toBe(200);
  expect(await get(url)).toMatchObject({ status: 401, body: { error: { code: "api/token-required" } } });
  expect((await get(url, { authorization: "Bearer something-else-entirely" })).status).toBe(401);
  expect((await get(url, { authorization: "Bearer a-token-for-the-api" })).status).toBe(200);
});

test.each([
  ["another host name", "GET", { host: "rebound.example.com" }, 403],
  ["another site's page", "GET", { "sec-fetch-site": "cross-site" }, 403],
  ["a form of another page", "POST", { origin: "https://example.com" }, 403],
  ["a person's browser", "GET", { "sec-fetch-site": "none" }, 200],
])("answers %s accordingly", async (_, method, headers, expected) => {
  const { ready } = shared;
  // `fetch` does not let these headers be set.
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = httpRequest(`${ready.apiUrl}/api/v1/status`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.once("error", reject);
    request.end();
  });
  expect(status).toBe(expected);
});

test("names what it does not have", async () => {
  const { ready } = shared;
  expect(await get(`${ready.apiUrl}/nothing`)).toMatchObject({
    status: 404,
    body: { error: { code: "api/not-found" } },
  });
  expect(await get(`${ready.apiUrl}/api/v1/executors/nobody`)).toMatchObject({
    status: 404,
    body: {
      error: {
        code: "fleet/unknown-executor",
        message: "no executor nobody in this fleet",
        hint: expect.stringMatching(/./),
      },
    },
  });
});
