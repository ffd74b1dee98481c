import { expect, test } from "vitest";
import type { AxonStanding } from "../../src/axon/standing.js";
import { healthJson, type StatusSource } from "../../src/api/status-view.js";

const PUBLISHED: AxonStanding = { ip: "127.0.0.1", port: 1, state: "published", reason: "", uid: 1 };

function source(isStale: boolean, axon = PUBLISHED): StatusSource {
  return {
    version: "1.0.0",
    network: "local",
    netuid: 39,
    uid: () => 1,
    hotkey: "5Miner",
    startedAtMs: 0,
    chainEndpoint: "ws://chain",
    isChainConnected: () => !isStale,
    isChainViewStale: () => isStale,
    axon: () => axon,
    reach: () => undefined,
    executors: () => [],
    sessions: () => 0,
  };
}

test.each([
  ["serving", false, false],
  // A restart would not bring the chain back, and would end the sessions that go on.
  ["degraded", true, false],
  ["not_serving", false, true],
  ["not_serving", true, true],
])("is %s when the chain is stale: %s, and it drains: %s", (status, isStale, isDraining) => {
  expect(healthJson(source(isStale), isDraining).status).toBe(status);
});

test.each([
  ["waiting", "the chain's rate limit allows it in block 51"],
  ["unregistered", "hotkey 5Miner was pruned"],
] as const)("is degraded while the axon is %s, and says why", (state, reason) => {
  const axon: AxonStanding = { ...PUBLISHED, state, reason };
  expect(healthJson(source(false, axon), false)).toEqual({
    status: "degraded",
    reasons: [`the axon is not on chain: ${reason}`],
  });
});
