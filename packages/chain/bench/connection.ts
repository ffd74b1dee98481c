import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "@headframe/kit";
import { heapBytes, median, ratioTo, type Measurement } from "@headframe/testkit/bench";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { connectChain, MetagraphView } from "../src/index.js";
import { benchMetagraph } from "./metagraph.js";

const CONNECTIONS = 15;
const WARM_UP_BLOCKS = 2_000;
const BLOCKS = 10_000;
/** So many blocks pass between two looks at the chain, as in a miner that is used. */
const BLOCKS_PER_LOOK = 100;
const LOOKUPS = 1_000_000;
const MIB = 1024 * 1024;

/** Connecting and reading a subnet beside the bare library, what 10,000 blocks leave on the heap, look-ups in a view. */
export async function benchConnection(): Promise<readonly Measurement[]> {
  const node = await startNode();
  try {
    // In this order: what connecting leaves behind would be collected while blocks are followed.
    const followed = await following(node);
    return [...(await connecting(node.url)), ...followed, await benchMetagraph(node.url)];
  } finally {
    node.process.disconnect();
    await once(node.process, "exit");
  }
}

interface BenchNode {
  readonly process: ChildProcess;
  readonly url: string;
  readonly netuid: number;
  readonly hotkey: string;
}

async function startNode(): Promise<BenchNode> {
  const file = fileURLToPath(new URL("localnet-process.ts", import.meta.url));
  const child = fork(file, { execArgv: ["--conditions=source", "--import", "tsx"] });
  const [ready] = (await once(child, "message")) as [Omit<BenchNode, "process">];
  return { ...ready, process: child };
}

/** They take turns, so that whatever else the machine does hits all; the first round, which loads code, is left out. */
async function connecting(url: string): Promise<readonly Measurement[]> {
  const metadataDirectory = await mkdtemp(path.join(tmpdir(), "headframe-bench-"));
  const ways = [
    { connect: () => connectBare(url), times: [] as number[] },
    { connect: () => connectOurs(url), times: [] as number[] },
    { connect: () => connectOurs(url, metadataDirectory), times: [] as number[] },
  ] as const;
  for (let round = 0; round <= CONNECTIONS; round++) {
    for (const { connect, times } of ways) {
      const ms = await timed(connect);
      if (round > 0) times.push(ms);
    }
  }
  await rm(metadataDirectory, { recursive: true });
  const [bareMs, oursMs, keptMs] = [median(ways[0].times), median(ways[1].times), median(ways[2].times)];
  const name = "connect to ready, against ApiPromise.create";
  return [
    { name, value: oursMs, unit: "ms", ...ratioTo(bareMs, oursMs) },
    { name: `${name}, metadata kept`, value: keptMs, unit: "ms", ...ratioTo(bareMs, keptMs) },
  ];
}

async function connectOurs(url: string, metadataDirectory?: string): Promise<() => Promise<void>> {
  const chain = await connectChain({ network: "local", endpoint: url, metadataDirectory });
  return () => chain.close();
}

async function connectBare(url: string): Promise<() => Promise<void>> {
  const provider = new WsProvider(url) as NonNullable<
    ConstructorParameters<typeof ApiPromise>[0]
  >["provider"];
  const api = await ApiPromise.create({ provider: provider!, noInitWarn: true, throwOnConnect: true });
  return () => api.disconnect();
}

async function timed(connect: () => Promise<() => Promise<void>>): Promise<number> {
  const startedAt = performance.now();
  const close = await connect();
  const ms = performance.now() - startedAt;
  await close();
  return ms;
}

async function following({ process: node, url, netuid, hotkey }: BenchNode): Promise<readonly Measurement[]> {
  const chain = await connectChain({ network: "local", endpoint: url });
  const view = new MetagraphView({ netuid }, { chain, clock: systemClock });
  await view.start(new AbortController().signal);
  const follow = async (blocks: number): Promise<void> => {
    for (let passed = 0; passed < blocks; passed += BLOCKS_PER_LOOK) {
      node.send(BLOCKS_PER_LOOK);
      await once(node, "message");
      await view.refresh();
      await chain.axonOf(netuid, hotkey);
      await chain.uidOf(netuid, hotkey);
    }
  };
  await follow(WARM_UP_BLOCKS);
  const before = heapBytes();
  await follow(BLOCKS);
  const growth = (heapBytes() - before) / MIB;
  const startedAt = performance.now();
  for (let done = 0; done < LOOKUPS; done++) view.neuronByHotkey(hotkey);
  const lookups = (LOOKUPS / (performance.now() - startedAt)) * 1000;
  await view.stop();
  await chain.close();
  return [
    { name: `heap growth over ${BLOCKS} blocks`, value: growth, unit: "MiB" },
    { name: "metagraph look-ups by hotkey", value: lookups, unit: "1/s" },
  ];
}
