import type { RevealWindow } from "@headframe/chain";
import type { WeightPlan } from "../weights/plan-weights.js";
import type { WeightsStep } from "../weights/run-weights.js";
import type { Submission } from "../weights/submit-weights.js";
import { describeWindow, type BlockTimes } from "./commits-text.js";
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

/** Weights for a person, a line each. */
export function renderPlan(plan: WeightPlan, times: BlockTimes, paint: Paint): readonly string[] {
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
  return [
    `Weights for subnet ${plan.netuid} at block ${plan.block}, version key ${plan.versionKey}`,
    ...renderTable(COLUMNS, rows, paint),
    "",
    ...(plan.reveal === null ? [] : renderForm(plan, plan.reveal, times)),
    ...plan.obstacles.flatMap(({ message, hint }) => [
      paint("warn", `The chain would refuse them: ${message}`),
      ...(hint === undefined ? [] : [`  ${hint}`]),
    ]),
  ];
}

/** The other form of a commitment, which somebody who knows the subnet may miss. */
const WITHOUT_TIMELOCK = "Timelocked commitments, which reveal themselves, are not made by this program";

function renderForm(plan: WeightPlan, reveal: RevealWindow, times: BlockTimes): readonly string[] {
  return [
    "This subnet takes weights by commitment: their plain hash now, the weights themselves when they are revealed.",
    `Those of the next block could be revealed in ${describeWindow(reveal, plan.block, times)}.`,
    `${WITHOUT_TIMELOCK}.`,
  ];
}

/** All steps for a program. The version key is a text: it does not fit a JSON number. */
export function toWeightsJson(netuid: number, steps: readonly WeightsStep[]): object {
  const commits = new Map<string, object>();
  let [foreign, plan, submission]: [readonly string[], object, Submission | null] = [[], {}, null];
  for (const step of steps) {
    switch (step.kind) {
      case "commits":
        for (const { commit, ...state } of step.review.commits) {
          commits.set(commit.hash, { hash: commit.hash, ...state });
        }
        foreign = step.review.foreign.map(({ hash }) => hash);
        break;
      case "plan":
        plan = toPlanJson(step.plan);
        break;
      case "submission":
        ({ submission } = step);
        break;
      default:
        step satisfies never;
    }
  }
  return { netuid, ...plan, submission, commits: [...commits.values()], foreign };
}

function toPlanJson({ block, versionKey, miners, weights, reveal, obstacles }: WeightPlan): object {
  return {
    block,
    versionKey: String(versionKey),
    miners,
    weights,
    ...(reveal === null ? { form: "plain" } : { form: "hash-commitment", formNote: WITHOUT_TIMELOCK }),
    reveal,
    obstacles: obstacles.map(({ detail, message, hint }) => ({ ...detail, message, hint: hint ?? null })),
  };
}
