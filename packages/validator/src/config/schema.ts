import { isEndpointUrl, NETWORK_NAMES } from "@headframe/chain";
import { LOG_LEVELS } from "@headframe/kit";
import { durationMs } from "@headframe/kit/config";
import { DEVICE_CLASSES, findInvalidField } from "@headframe/pow";
import { z } from "zod";
import { PCIE_BYTES_PER_US } from "../hardware/expected-class.js";
import { KEY_OF_FIELD, toLabParams } from "./lab-work.js";

const CLASS_NAMES = DEVICE_CLASSES.map(({ name }) => name);

const rate = () =>
  z
    .int()
    .min(1)
    .max(2 ** 32 - 1);

const chainEndpoint = () =>
  z.string().refine(isEndpointUrl, {
    error: 'must be a WebSocket URL such as "wss://entrypoint-finney.opentensor.ai:443"',
  });

const bittensor = z.strictObject({
  network: z
    .enum(NETWORK_NAMES)
    .optional()
    .describe(
      "Network of the subnet. Without it the genesis hash of the endpoint decides; without both, finney.",
    ),
  chain_endpoint: chainEndpoint()
    .optional()
    .describe("WebSocket endpoint of a node. Default: the network's own."),
  metadata_dir: z
    .string()
    .default("./data/metadata")
    .describe("Folder for the chain runtime's metadata, kept between commands; created. Not used on local."),
  netuid: z.int().min(1).max(65_535).default(39).describe("Subnet to look at."),
  wallet_path: z.string().default("~/.bittensor/wallets").describe("Folder of the wallets."),
  wallet_name: z.string().default("default").describe("Wallet that holds the validator's hotkey."),
  hotkey_name: z.string().default("default").describe("Hotkey that signs for the validator."),
});

const challenge = z.strictObject({
  tier: z
    .enum(["auto", "lab", "pulse", "standard", "deep"])
    .default("auto")
    .describe("Size of the work. auto: standard for GPUs, lab for reference devices, which are not GPUs."),
  max_sessions: z
    .int()
    .min(1)
    .max(1000)
    .default(64)
    .describe("Executors challenged at the same time, at most."),
  start_patience: durationMs({ minMs: 1000, maxMs: 80_000 })
    .default(45_000)
    .describe("How long executors that are ready wait for the others of the run."),
  round_trips_file: z
    .string()
    .default("./data/round-trips.json")
    .describe("Remembers how far executors are away: far ones get more work, not more slack."),
  verify_workers: z
    .int()
    .min(0)
    .max(256)
    .default(0)
    .describe("Threads that check openings. 0: one for each core."),
});

const transcripts = z.strictObject({
  dir: z.string().default("./data/transcripts").describe("Where the evidence of every session is kept."),
  max_files: z.int().min(1).default(10_000).describe("Kept transcripts; the oldest are removed beyond that."),
});

const weights = z.strictObject({
  max_age: durationMs({ minMs: 60_000 })
    .default(6 * 3_600_000)
    .describe("Older sessions count for no weight: a miner that is gone loses it after this time."),
  commits_dir: z
    .string()
    .default("./data/weight-commits")
    .describe(
      "Where weights are kept that were committed to, until they are revealed. Without these files nothing can be revealed.",
    ),
});

/** The work of a reference device: small enough for one CPU core, with rates that a busy machine still meets. */
const lab = z
  .strictObject({
    size: z.int().default(256).describe("Rows and columns of a product (n)."),
    inner: z.int().default(256).describe("Inner dimension of a product (K)."),
    products: z.int().default(8).describe("Number of products (M)."),
    walkers: z.int().default(4096).describe("Number of walkers (W)."),
    steps: z.int().default(32).describe("Steps per walker (S)."),
    strip_samples: z.int().default(32).describe("Opened strips (t1)."),
    walker_samples: z.int().default(8).describe("Opened walkers (t2)."),
    ops_per_us: rate()
      .default(50)
      .describe("Operations per microsecond that decide the deadline of the fill."),
    bytes_per_us: rate().default(10).describe("Bytes per microsecond that decide the deadline of the walk."),
  })
  .superRefine((value, context) => {
    const field = findInvalidField(toLabParams(value));
    if (field === undefined) return;
    const message = `${field} = ${value[KEY_OF_FIELD[field]]} breaks the limits of GPOW-1, section 4`;
    context.addIssue({ code: "custom", path: [KEY_OF_FIELD[field]], message });
  });

const hardware = z
  .strictObject({
    executor: z.guid().describe("UUID of the executor whose devices these are."),
    model: z.string().optional().describe('Row of the class table, for example "H200 SXM".'),
    vram_mib: z
      .int()
      .min(1)
      .max(2 ** 24)
      .optional()
      .describe("Memory of each device, for a model of your own."),
    ops_per_us: rate().optional().describe("Exact int8 operations per microsecond of each device."),
    bytes_per_us: rate().optional().describe("Bytes of dependent reads per microsecond of each device."),
    host_link_bytes_per_us: rate()
      .default(PCIE_BYTES_PER_US)
      .describe("Fastest link of a device to memory that is not its own; 450000 for a C2C link."),
  })
  .superRefine((value, context) => {
    const own = [value.vram_mib, value.ops_per_us, value.bytes_per_us].filter((each) => each !== undefined);
    if (value.model === undefined && own.length < 3) {
      const message = "needs either model, or all of vram_mib, ops_per_us and bytes_per_us";
      context.addIssue({ code: "custom", message });
    } else if (value.model !== undefined && !CLASS_NAMES.includes(value.model)) {
      const message = `there is no model ${JSON.stringify(value.model)} in the class table; it has ${CLASS_NAMES.join(", ")}`;
      context.addIssue({ code: "custom", path: ["model"], message });
    }
  });

/** The configuration of a validator. Keys that a miner's file has too mean the same as there. */
export const configSchema = z.strictObject({
  bittensor: bittensor.prefault({}).describe("Wallet and chain."),
  challenge: challenge.prefault({}).describe("How executors are challenged."),
  transcripts: transcripts.prefault({}).describe("Evidence of the sessions."),
  weights: weights.prefault({}).describe("What is set on chain from the sessions."),
  lab: lab.prefault({}).describe("Work for reference devices, which are not GPUs. It proves no capacity."),
  unknown_model: z
    .strictObject({
      // The slowest row of the class table: an unknown model must not fail for being unknown. It is paid by what it
      // measurably does, so a generous deadline gives nothing away.
      ops_per_us: rate().default(58_500_000).describe("Exact int8 operations per microsecond."),
      bytes_per_us: rate().default(240_000).describe("Bytes of dependent reads per microsecond."),
    })
    .prefault({})
    .describe("Rates of a model that is neither in the class table nor under [[hardware]]."),
  hardware: z
    .array(hardware)
    .default([])
    .describe("What you know about executors; it goes before their claims."),
  logging: z
    .strictObject({
      level: z.enum(LOG_LEVELS).default("warn").describe("Least severity that is written."),
    })
    .prefault({})
    .describe("Logs."),
});

export type ValidatorConfig = z.output<typeof configSchema>;

export type HardwareConfig = ValidatorConfig["hardware"][number];
