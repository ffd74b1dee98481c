// `pnpm bench`: every benchmark of the workspace, as medians and as ratios to the bare primitive of the same run.
// `--json` prints [{name, value, unit, floor?, ratio?}]; further arguments keep the groups whose name contains one.
import { readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import type { Measurement } from "../packages/testkit/src/bench/index.js";

interface Group {
  readonly name: string;
  readonly run: () => Promise<readonly Measurement[]>;
}

const GROUPS: readonly Group[] = [
  {
    name: "verification",
    run: async () => (await import("../packages/pow/bench/verification.js")).benchVerification(),
  },
  {
    name: "signatures",
    run: async () => (await import("../packages/chain/bench/signatures.js")).benchSignatures(),
  },
  {
    name: "chain connection",
    run: async () => (await import("../packages/chain/bench/connection.js")).benchConnection(),
  },
  {
    name: "localnet",
    run: async () => (await import("../packages/chain/bench/localnet.js")).benchLocalnet(),
  },
  {
    name: "authenticated unary",
    run: async () =>
      (await import("../packages/protocol/bench/authenticated-unary.js")).benchAuthenticatedUnary(),
  },
  { name: "relay", run: async () => (await import("../packages/protocol/bench/relay.js")).benchRelay() },
  {
    name: "axon authentication",
    run: async () =>
      (await import("../packages/miner/bench/axon-authentication.js")).benchAxonAuthentication(),
  },
];

const args = process.argv.slice(2);
const isJson = args.includes("--json");
const wanted = args.filter((arg) => !arg.startsWith("--"));
const groups = GROUPS.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
if (groups.length === 0) {
  console.error(`error: no benchmark is called ${wanted.join(" or ")}.`);
  console.error(`hint: there are ${GROUPS.map(({ name }) => name).join(", ")}.`);
  process.exit(64);
}

if (!isJson) console.log(`${describeMachine()}\n`);
const all: Measurement[] = [];
for (const { name, run } of groups) {
  process.stderr.write(`measuring ${name} …\n`);
  const measurements = await run();
  all.push(...measurements);
  if (!isJson) console.log(`${name}\n${measurements.map(toLine).join("\n")}\n`);
}
if (isJson) console.log(JSON.stringify(all, null, 2));

function toLine({ name, value, unit, floor, ratio }: Measurement): string {
  const figures = `${format(value).padStart(10)} ${unit}`;
  const comparison =
    floor === undefined || ratio === undefined ? "" : `${format(ratio)} × ${format(floor)} ${unit}`;
  return `  ${name.padEnd(58)} ${figures.padEnd(22)} ${comparison}`.trimEnd();
}

function format(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString("en-US");
  return value.toPrecision(3);
}

function describeMachine(): string {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Headframe ${version} · Node ${process.versions.node} · Linux ${release()} · ${processors.length} × ${processors[0]?.model ?? "unknown CPU"} · ${memory} GiB`;
}
