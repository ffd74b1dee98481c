import type { DeviceReport } from "./challenge-report.js";
import type { Cell, Column } from "./table.js";
import { formatBytes, formatBytesPerSecond, formatFraction, formatOpsPerSecond } from "./units.js";

/** What an accepted device has shown, one row each. */
export const ESTABLISHED_COLUMNS: readonly Column[] = [
  { title: "#", align: "right" },
  { title: "Exact int8 products", align: "right" },
  { title: "Random reads", align: "right" },
  { title: "Memory held", align: "right" },
  { title: "Worth", align: "right" },
];

/** The row of a device; `undefined` for one that showed nothing. */
export function establishedRow({ slot, established, score }: DeviceReport): readonly Cell[] | undefined {
  if (established === null) return undefined;
  const { opsPerSecond, bytesPerSecond, committedBytes, creditedBytes } = established;
  return [
    { text: String(slot) },
    { text: `≥ ${formatOpsPerSecond(opsPerSecond)}` },
    { text: `≥ ${formatBytesPerSecond(bytesPerSecond)}` },
    creditedBytes === 0
      ? { text: "not shown", tone: "dim" }
      : { text: `≥ ${formatBytes(creditedBytes)} of ${formatBytes(committedBytes)}` },
    score === null ? { text: "nothing", tone: "dim" } : { text: `${score.toFixed(2)} H200` },
  ];
}

/** How the rows are to be read, in plain words; empty when there is none to read. */
export function describeEstablished(devices: readonly DeviceReport[]): string {
  const accepted = devices.filter(({ outcome }) => outcome === "accept");
  const shown = accepted.flatMap(({ established }) => established ?? []);
  const [first] = shown;
  if (accepted.length === 0) return "";
  if (first === undefined)
    return "It is alive and holds the right keys. This tier sets no class and no rate.";
  const { confidence } = first.workShown;
  const least = (part: "strips" | "items" | "walkers"): string =>
    formatFraction(Math.min(...shown.map(({ workShown }) => workShown[part])));
  const samples =
    `With ${Number((confidence * 100).toFixed(2))} % confidence at least ${least("strips")} of the products, ` +
    `${least("items")} of the memory and ${least("walkers")} of the walk were right.`;
  const capacity = shown.some(({ creditedBytes }) => creditedBytes === 0)
    ? ` So little memory as ${formatBytes(first.committedBytes)} could be anywhere: it shows no capacity.`
    : "";
  return `Lower bounds by our own clock. ${samples}${capacity}`;
}
