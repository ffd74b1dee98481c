import { expect, test } from "vitest";
import { AxonError } from "../../src/axon/errors.js";
import type { AxonStanding } from "../../src/axon/standing.js";
import { type HealthState, initialHealth } from "../../src/fleet/health.js";
import type { ExecutorView } from "../../src/fleet/member.js";
import { healthJson, statusJson, type StatusSource } from "../../src/api/status-view.js";

const PUBLISHED: AxonStanding = { ip: "127.0.0.1", port: 1, state: "published", reason: "", uid: 1 };

function executor(state: HealthState): ExecutorView {
  const health = { ...initialHealth(0), state };
  return {
    executorId: state,
    alias: state,
    grpcAddress: "gpu:1",
    source: "configured",
    installationId: undefined,
    report: undefined,
    lastSeenMs: undefined,
    isBusy: false,
    health,
  };
}

function source(
  isStale: boolean,
  axon = PUBLISHED,
  states: readonly HealthState[] = ["healthy"],
): StatusSource {
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
    chainViewAgeMs: () => (isStale ? Infinity : 12_345),
    axon: () => axon,
    reach: () => undefined,
    executors: () => states.map(executor),
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

test.each<readonly [string, readonly HealthState[], readonly string[]]>([
  ["serving", ["unhealthy", "healthy"], []],
  ["degraded", ["unknown"], ["0 of 1 executors healthy (1 unknown): miner executors list says why"]],
  [
    "degraded",
    ["unhealthy", "degraded", "unhealthy"],
    ["0 of 3 executors healthy (1 degraded, 2 unhealthy): miner executors list says why"],
  ],
  ["degraded", [], ["there is no executor: none has enrolled"]],
])("is %s while its executors are %j, and says why", (status, states, reasons) => {
  expect(healthJson(source(false, PUBLISHED, states), false)).toEqual({ status, reasons });
});

test("shows how old the view of the subnet is, and what is wrong with the axon", () => {
  const axon: AxonStanding = { ...PUBLISHED, state: "waiting", reason: "rate limit", serveAtBlock: 51 };
  expect(statusJson(source(false, axon), 0)).toMatchObject({
    chain: { stale: false, view_age_seconds: 12 },
    axon: { published: false, state: "waiting", reason: "rate limit", serve_at_block: 51, reachable: null },
  });
  expect(statusJson(source(true), 0)).toMatchObject({
    chain: { stale: true, view_age_seconds: null },
    axon: { published: true, serve_at_block: null },
  });
});

test("shows that the published axon cannot be dialled, and what to do", () => {
  const failure = new AxonError({ code: "axon/unreachable", ip: "127.0.0.1", port: 1 }, "cannot be dialled", {
    hint: "open the port",
  });
  const unreachable: StatusSource = { ...source(false), reach: () => ({ isReached: false, failure }) };
  expect(statusJson(unreachable, 0).axon).toMatchObject({
    reachable: false,
    unreachable: { code: "axon/unreachable", message: "cannot be dialled", hint: "open the port" },
  });
  const reached: StatusSource = { ...source(false), reach: () => ({ isReached: true }) };
  expect(statusJson(reached, 0).axon).toMatchObject({ reachable: true, unreachable: null });
});
