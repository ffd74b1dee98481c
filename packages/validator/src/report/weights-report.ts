import type { WeightPlan } from "../weights/plan-weights.js";
import { shortKey } from "./short-key.js";
import type { Paint } from "./style.js";
import { renderTable, type Cell, type Column } from "./table.js";

const COLUMNS: readonly Column[] = [
  { title: "UID", align: "right" },
  { title: "Miner", align: "left" },
  { title: "Executors", align: "right" },
  { title: "Accepted", align: "right" },
  { title: "Rejected", align: "right" },
  { title: "H200s", align: "right" },
  { title: "Weight", align: "right" },
  { title: "Share", align: "right" },
];

/** What came of the weights. */
export interface WeightsOutcome {
  /** Block in which they were set; `null` for a dry run. */
  readonly setInBlock: number | null;
}

/** Weights for a person. Ends with a line break. */
export function renderWeights(plan: WeightPlan, { setInBlock }: WeightsOutcome, paint: Paint): string {
  const rows = plan.miners.map((miner): readonly Cell[] => [
    { text: String(miner.uid) },
    { text: shortKey(miner.miner) },
    { text: String(miner.executors) },
    { text: String(miner.acceptedDevices) },
    { text: String(miner.rejectedDevices), tone: miner.rejectedDevices > 0 ? "bad" : "plain" },
    { text: miner.score.toFixed(3) },
    { text: String(miner.weight) },
    { text: `${(miner.share * 100).toFixed(1)} %` },
  ]);
  const lines = [
    `Weights for subnet ${plan.netuid} at block ${plan.block}, version key ${plan.versionKey}`,
    ...renderTable(COLUMNS, rows, paint),
    "",
    ...plan.obstacles.flatMap(({ message, hint }) => [
      paint("warn", `The chain would refuse them: ${message}`),
      ...(hint === undefined ? [] : [`  ${hint}`]),
    ]),
    setInBlock === null
      ? "Dry run: nothing was signed. Give --submit to set them."
      : paint("good", `Set in block ${setInBlock}.`),
  ];
  return `${lines.join("\n")}\n`;
}

/** Weights for a program. The version key is a text: it does not fit a JSON number. */
export function toWeightsJson(plan: WeightPlan, { setInBlock }: WeightsOutcome): object {
  const { netuid, block, versionKey, miners, weights, obstacles } = plan;
  return {
    netuid,
    block,
    versionKey: String(versionKey),
    miners,
    weights,
    obstacles: obstacles.map(({ detail, message, hint }) => ({ ...detail, message, hint: hint ?? null })),
    setInBlock,
  };
}
