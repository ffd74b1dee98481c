import type { DescribedDevice } from "../gpu/describe-claim.js";
import type { GpuError } from "../gpu/errors.js";
import type { DeviceResult, PhaseResult, SelfTestReport } from "../gpu/self-test/self-test-report.js";

const BYTES_PER_GIB = 2 ** 30;
const LABEL_WIDTH = 10;

/** `executor gpu list` for people. */
export function listText(devices: readonly DescribedDevice[], failures: readonly GpuError[]): string {
  return [...devices.map(deviceText), ...failures.map(failureText)].join("\n");
}

function deviceText(device: DescribedDevice): string {
  const { slot, name, uuid, totalBytes, freeBytes, flags } = device;
  const gib = (bytes: number): string => (bytes / BYTES_PER_GIB).toFixed(1);
  return rows(`device ${slot}  ${name}`, [
    ["uuid", uuid],
    ["memory", `${gib(totalBytes)} GiB, ${gib(freeBytes)} free`],
    ["pci", device.pciAddress],
    ["compute", device.computeCapability && `${device.computeCapability}, CUDA ${device.cudaVersion}`],
    ["kernels", device.kernel],
    ["flags", flags.length === 0 ? undefined : flags.join(", ")],
  ]);
}

function failureText({ message, hint }: GpuError): string {
  return rows("device unusable", [
    ["reason", message],
    ["hint", hint],
  ]);
}

/** `executor gpu test` for people. */
export function testText(report: SelfTestReport, note: string | undefined): string {
  const texts = report.devices.map((device) => resultText(device, note));
  const abort = report.abort === undefined ? [] : [`given up: ${report.abort}\n`];
  return [...texts, ...abort].join("\n");
}

function resultText(result: DeviceResult, note: string | undefined): string {
  const { slot, name, params, reason, sentence, deviceClass } = result;
  const { tier, n, K, M, W, S } = params;
  return rows(`device ${slot}  ${name}`, [
    ["note", note],
    ["uuid", result.uuid],
    ["work", `${tier}: n=${n} K=${K} M=${M} W=${W} S=${S}`],
    ["class", classText(deviceClass, tier)],
    ["fill", result.fill && phaseText(result.fill, "TOPS")],
    ["walk", result.walk && phaseText(result.walk, "GB/s")],
    ["result", `${reason}: ${sentence}`],
  ]);
}

function classText(deviceClass: string | undefined, tier: string): string {
  if (deviceClass !== undefined) return deviceClass;
  return tier === "lab" ? "none: the lab tier shows no speed" : "not in the class table: times say little";
}

function phaseText({ tookMs, limitMs, rate, classRate }: PhaseResult, unit: string): string {
  const time = `${tookMs.toFixed(1)} ms of ${limitMs.toFixed(1)}`;
  const reference = classRate === undefined ? "" : `, class ${classRate.toPrecision(4)}`;
  return `${time}, ${rate.toPrecision(4)} ${unit}${reference}`;
}

type Row = readonly [label: string, value: string | undefined];

function rows(title: string, lines: readonly Row[]): string {
  const shown = lines.flatMap(([label, value]) =>
    value === undefined ? [] : [`  ${label.padEnd(LABEL_WIDTH)}${value}\n`],
  );
  return `${title}\n${shown.join("")}`;
}
