import { expect, test } from "vitest";
import { healthJson, type StatusSource } from "../../src/api/status-view.js";

function source(isStale: boolean): StatusSource {
  return {
    version: "1.0.0",
    network: "local",
    netuid: 39,
    uid: 1,
    hotkey: "5Miner",
    startedAtMs: 0,
    chainEndpoint: "ws://chain",
    isChainConnected: () => !isStale,
    isChainViewStale: () => isStale,
    axon: () => ({ ip: "127.0.0.1", port: 1, isPublished: true }),
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
