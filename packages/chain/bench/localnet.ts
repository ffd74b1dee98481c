import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startLocalnet } from "@headframe/localnet";
import { heapBytes, median, ratioTo, type Measurement } from "@headframe/testkit/bench";

const ROUNDS = 7;
/** Beyond the 2,400 blocks whose hashes a chain keeps: from there on it should not grow. */
const WARM_UP_BLOCKS = 2_600;
const BLOCKS = 10_000;
const BLOCKS_PER_TURN = 100;
const MIB = 1024 * 1024;

const folder = fileURLToPath(new URL("..", import.meta.url));
const command = fileURLToPath(new URL("../../localnet/bin/localnet.mjs", import.meta.url));
const compiler = fileURLToPath(new URL("../../../node_modules/typescript/bin/tsc", import.meta.url));

/** The least that a chain which checks signatures and speaks WebSocket could be: Node with the libraries loaded. */
const LIBRARIES = `
  await import("@polkadot/util");
  const { cryptoWaitReady } = await import("@polkadot/util-crypto");
  await import("ws");
  await cryptoWaitReady();
  console.log("ready");
  setTimeout(() => {}, 60_000);
`;

/** How long the command takes to be ready, and its memory, beside its libraries alone; and what blocks leave behind. */
export async function benchLocalnet(): Promise<readonly Measurement[]> {
  await promisify(execFile)(process.execPath, [compiler, "-b", dirname(dirname(command))]); // What users run is built.
  const [bare, ours]: [Start[], Start[]] = [[], []];
  // They take turns, so that whatever else the machine does hits both; the first pair, which fills caches, is left out.
  for (let round = 0; round <= ROUNDS; round++) {
    const starts = [
      await start(["--input-type=module", "--eval", LIBRARIES]),
      await start([command, "--port", "0", "--json"]),
    ] as const;
    if (round === 0) continue;
    bare.push(starts[0]);
    ours.push(starts[1]);
  }
  const compare = (of: (start: Start) => number): Pick<Measurement, "value" | "floor" | "ratio"> => {
    const value = median(ours.map(of));
    return { value, ...ratioTo(median(bare.map(of)), value) };
  };
  return [
    { name: "localnet ready, against loading its libraries", unit: "ms", ...compare(({ ms }) => ms) },
    { name: "memory of a localnet that is ready, likewise", unit: "MiB", ...compare(({ rssMiB }) => rssMiB) },
    { name: `heap growth of a localnet over ${BLOCKS} blocks`, unit: "MiB", value: await heapGrowthMiB() },
  ];
}

interface Start {
  /** Until the first line of output. */
  readonly ms: number;
  /** Resident memory at that moment. */
  readonly rssMiB: number;
}

async function start(args: readonly string[]): Promise<Start> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const ms = performance.now() - startedAt;
  const [, rssKiB] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
  child.kill("SIGKILL");
  await once(child, "exit");
  return { ms, rssMiB: Number(rssKiB) / 1024 };
}

async function heapGrowthMiB(): Promise<number> {
  const localnet = await startLocalnet();
  const mine = async (count: number): Promise<void> => {
    for (let mined = 0; mined < count; mined += BLOCKS_PER_TURN) {
      localnet.dev.mineBlocks(BLOCKS_PER_TURN);
      await new Promise(setImmediate);
    }
  };
  await mine(WARM_UP_BLOCKS);
  const before = heapBytes();
  await mine(BLOCKS);
  const growth = heapBytes() - before;
  await localnet.close();
  return growth / MIB;
}
