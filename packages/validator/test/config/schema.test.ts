import { exampleConfig, loadConfig } from "@headframe/kit/config";
import { findInvalidField } from "@headframe/pow";
import { describe, expect, it } from "vitest";
import { toLabParams } from "../../src/config/lab-work.js";
import { configSchema } from "../../src/config/schema.js";

const load = (flags: Readonly<Record<string, unknown>>) => loadConfig({ schema: configSchema, flags });

describe("the configuration", () => {
  it("needs no file", () => {
    expect(load({})).toMatchObject({
      bittensor: { netuid: 39 },
      challenge: { tier: "auto", start_patience: 45_000 },
      hardware: [],
    });
  });

  it("asks reference devices for work that the rules allow", () => {
    expect(findInvalidField(toLabParams(load({}).lab))).toBeUndefined();
  });

  it.each([
    { flags: { "lab.size": 300 }, says: "lab.size: n = 300 breaks the limits of GPOW-1, section 4" },
    { flags: { "lab.walkers": 1000 }, says: "lab.walkers: W = 1000" },
    { flags: { "lab.strip_samples": 4 }, says: "lab.strip_samples: t1 = 4" },
    { flags: { "challenge.tier": "huge" }, says: 'challenge.tier: must be "auto" or "lab"' },
    { flags: { "bittensor.netuid": 70_000 }, says: "bittensor.netuid: must be at most 65535" },
    { flags: { "bittensor.netuid": 0 }, says: "bittensor.netuid: must be at least 1" },
    { flags: { "bittensor.chain_endpoint": "garbage" }, says: "chain_endpoint: must be a WebSocket URL" },
    {
      flags: { "bittensor.chain_endpoint": "https://node" },
      says: 'must be a WebSocket URL such as "wss://entrypoint-finney.opentensor.ai:443"',
    },
    { flags: { "bittensor.net_id": 1 }, says: "net_id" },
    { flags: { hardware: [{ executor: "gpu-1", model: "T4" }] }, says: "hardware.0.executor" },
    {
      flags: { hardware: [{ executor: "6ba7b810-9dad-41d1-80b4-00c04fd430c8" }] },
      says: "needs either model, or all of vram_mib, ops_per_us and bytes_per_us",
    },
    {
      flags: { hardware: [{ executor: "6ba7b810-9dad-41d1-80b4-00c04fd430c8", model: "H300" }] },
      says: 'there is no model "H300" in the class table; it has T4',
    },
  ])("refuses $flags and says why", ({ flags, says }) => {
    expect(() => load(flags)).toThrow(says);
  });

  it("describes every section", () => {
    for (const section of Object.values(configSchema.shape)) expect(section.description).toMatch(/\.$/);
  });

  it("can be printed as a sample that is valid", () => {
    expect(exampleConfig(configSchema, "A sample.")).toContain("start_patience");
  });
});
