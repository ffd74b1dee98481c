import type { GpuHealth } from "@headframe/cuda";
import type { DescribedDevice } from "../gpu/describe-claim.js";
import type { GpuError } from "../gpu/errors.js";
import type { DeviceResult, PhaseResult, SelfTestReport } from "../gpu/self-test/self-test-report.js";

const BYTES_PER_GIB = 2 ** 30;
const LABEL_WIDTH = 10;

/** A device, and how it is, where the driver says so. */
export interface ListedDevice extends DescribedDevice {
  readonly health?: GpuHealth;
}

/** `executor gpu list` for people. */
export function listText(devices: readonly ListedDevice[], failures: readonly GpuError[]): string {
  return [...devices.map(deviceText), ...failures.map(failureText)].join("\n");
}

function deviceText(device: ListedDevice): string {
  const { slot, name, uuid, totalBytes, freeBytes, flags } = device;
  return rows(`device ${slot}  ${name}`, [
    ["uuid", uuid],
    ["memory", `${toGib(totalBytes)} GiB, ${toGib(freeBytes)} free`],
    ["pci", device.pciAddress],
    ["compute", device.computeCapability && `${device.computeCapability}, CUDA ${device.cudaVersion}`],
    ["kernels", device.kernel],
    ["flags", flags.length === 0 ? undefined : flags.join(", ")],
    ["health", device.health && healthText(device.health)],
    ["used by", device.health && processesText(device.health)],
    ["faults", device.health?.faults.join("; ") || undefined],
  ]);
}

function healthText(health: GpuHealth): string | undefined {
  const { temperatureCelsius, powerWatts, smClockMhz, pcieGeneration, uncorrectedEccErrors } = health;
  const facts = [
    temperatureCelsius !== undefined && `${temperatureCelsius} °C`,
    powerWatts !== undefined && `${powerWatts.toFixed(0)} W${ofMost(health.powerLimitWatts)}`,
    smClockMhz !== undefined && `${smClockMhz} MHz${ofMost(health.maxSmClockMhz)}`,
    pcieGeneration !== undefined &&
      `PCIe ${pcieGeneration} x${health.pcieWidth ?? "?"}${ofMost(health.maxPcieGeneration)}`,
    uncorrectedEccErrors !== undefined && `${uncorrectedEccErrors} uncorrected ECC errors`,
  ].filter((fact) => fact !== false);
  return facts.length === 0 ? undefined : facts.join(", ");
}

function ofMost(value: number | undefined): string {
  return value === undefined ? "" : ` of ${value}`;
}

function processesText({ processes = [] }: GpuHealth): string | undefined {
  if (processes.length === 0) return undefined;
  return processes
    .map(({ pid, usedBytes }) => (usedBytes === undefined ? `${pid}` : `${pid} (${toGib(usedBytes)} GiB)`))
    .join(", ");
}

function toGib(bytes: number): string {
  return (bytes / BYTES_PER_GIB).toFixed(1);
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
