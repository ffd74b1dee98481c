import { REFERENCE_DEVICE_NAME } from "@headframe/pow";
import type { DeviceReport } from "./challenge-report.js";
import { describeEstablished, ESTABLISHED_COLUMNS, establishedRow } from "./describe-established.js";
import { labelled, paragraph } from "./layout.js";
import type { Paint, Tone } from "./style.js";
import { renderTable, type Cell, type Column } from "./table.js";
import { formatBytes, formatUs } from "./units.js";

const INDENT = 4;

const VERDICT_WORDS = { accept: "accepted", reject: "REJECTED", void: "void" } as const;
const TONES = { accept: "good", reject: "bad", void: "warn" } as const satisfies Record<string, Tone>;

const COLUMNS: readonly Column[] = [
  { title: "#", align: "right" },
  { title: "Device", align: "left", maxWidth: 24 },
  { title: "Fill T1", align: "right" },
  { title: "limit", align: "right" },
  { title: "Walk T2", align: "right" },
  { title: "limit", align: "right" },
  { title: "Verdict", align: "left" },
];

/** What was asked of the devices of a session: one line where all of them got the same. */
export function renderWork(devices: readonly DeviceReport[], paint: Paint): readonly string[] {
  const texts = devices.flatMap(({ params, class: { name } }) => {
    if (params === null) return [];
    const { tier, n, K, M, W, S } = params;
    const as = tier === "lab" ? "" : ` as ${name}`;
    return [`${tier} tier${as}, n=${n} K=${K} M=${M} (${formatBytes(M * n ** 2)}), W=${W} S=${S}`];
  });
  return [...new Set(texts)].map((text) => labelled("    Work", text, paint));
}

/** Times and verdicts of the devices of a session, why some were not accepted, and what the others have shown. */
export function renderDevices(devices: readonly DeviceReport[], paint: Paint): readonly string[] {
  const verdicts = devices.map((device): readonly Cell[] => [
    { text: String(device.slot) },
    // The column is narrow, and elsewhere it says in full what a reference device is.
    { text: device.name.replace(REFERENCE_DEVICE_NAME, "reference device") },
    timeCell(device.t1Us, device.d1Us),
    limitCell(device.d1Us),
    timeCell(device.t2Us, device.d2Us),
    limitCell(device.d2Us),
    { text: VERDICT_WORDS[device.outcome], tone: TONES[device.outcome] },
  ]);
  const shown = devices.flatMap((device) => {
    const row = establishedRow(device);
    return row === undefined ? [] : [row];
  });
  return [
    "",
    ...table(COLUMNS, verdicts, paint),
    ...devices
      .filter(({ outcome }) => outcome !== "accept")
      .flatMap(({ slot, explanation, reason, outcome }) =>
        paragraph(`Device ${slot}: ${explanation} (${reason}).`, INDENT, TONES[outcome], paint),
      ),
    ...(shown.length === 0 ? [] : ["", ...table(ESTABLISHED_COLUMNS, shown, paint)]),
    ...paragraph(describeEstablished(devices), INDENT, "plain", paint),
  ];
}

function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  paint: Paint,
): readonly string[] {
  return renderTable(columns, rows, paint).map((line) => " ".repeat(INDENT) + line);
}

function timeCell(us: number | null, limitUs: number | null): Cell {
  if (us === null) return { text: "none", tone: "dim" };
  return { text: formatUs(us), tone: limitUs !== null && us > limitUs ? "bad" : "plain" };
}

function limitCell(us: number | null): Cell {
  return { text: us === null ? "" : formatUs(us), tone: "dim" };
}
