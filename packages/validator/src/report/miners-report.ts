import { RAO_PER_TAO, type Metagraph, type Neuron } from "@headframe/chain";
import { axonAddress } from "../discover/axon-address.js";
import type { Paint } from "./style.js";
import { renderTable, type Cell, type Column } from "./table.js";

const COLUMNS: readonly Column[] = [
  { title: "UID", align: "right" },
  { title: "Hotkey", align: "left" },
  { title: "Axon", align: "left" },
  { title: "Stake weight", align: "right" },
  { title: "Permit", align: "left" },
];

/** A subnet's neurons for a person. The table is wider than 80 columns where addresses are: they are for copying. */
export function renderMiners(metagraph: Metagraph, paint: Paint): string {
  const { netuid, block, neurons } = metagraph;
  const rows = neurons.map((neuron): readonly Cell[] => [
    { text: String(neuron.uid) },
    { text: neuron.hotkey },
    neuron.axon === null ? { text: "none", tone: "dim" } : { text: axonAddress(neuron.axon) },
    { text: formatTao(neuron.stakeRao) },
    { text: neuron.validatorPermit ? "yes" : "" },
  ]);
  const lines = [
    `Subnet ${netuid} at block ${block}: ${neurons.length} hotkeys`,
    ...renderTable(COLUMNS, rows, paint),
  ];
  return `${lines.join("\n")}\n`;
}

/** A subnet's neurons for a program. Stake is a text: it does not fit a JSON number. */
export function toMinersJson({ netuid, block, neurons }: Metagraph): object {
  return { netuid, block, neurons: neurons.map(toNeuronJson) };
}

function toNeuronJson(neuron: Neuron): object {
  const { uid, hotkey, coldkey, stakeRao, validatorPermit, active, axon } = neuron;
  return { uid, hotkey, coldkey, stakeRao: stakeRao.toString(), validatorPermit, active, axon };
}

/** Two decimals, rounded down. */
function formatTao(rao: bigint): string {
  const hundredths = (rao * 100n) / RAO_PER_TAO;
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`;
}
