import { axonAddress } from "../discover/axon-address.js";
import type {
  ChallengeReport,
  ExecutorReport,
  FailureReport,
  MinerReport,
  SessionReport,
} from "./challenge-report.js";
import { renderDevices, renderWork } from "./devices-text.js";
import { countOf, labelled, paragraph } from "./layout.js";
import { shortKey } from "./short-key.js";
import type { Paint } from "./style.js";
import { formatUs } from "./units.js";

const NO_GPU =
  "These answers come from the reference device, a program on a CPU for demonstrations and tests. " +
  "They show that the protocol works, not that anybody has hardware.";

/** The report for a person: at most 80 columns, unless a name or path is longer. Ends with a line break. */
export function renderReport(report: ChallengeReport, paint: Paint): string {
  const { chain, validator, miners, findings } = report;
  const role = validator.uid === null ? "not registered" : `UID ${validator.uid}`;
  const permit = validator.validatorPermit ? "has a validator permit" : "no validator permit";
  const where = `${chain.endpoint}, ${chain.network}, subnet ${chain.netuid}, block ${chain.block}`;
  const lines = [
    labelled("Chain", where, paint),
    labelled("Validator", `${role}, ${shortKey(validator.hotkey)}, ${permit}`, paint),
    ...miners.flatMap((miner) => ["", ...minerLines(miner, paint)]),
    ...findings.flatMap(({ message }) => ["", ...paragraph(`Note: ${message}`, 0, "warn", paint)]),
    "",
    summaryLine(report, paint),
  ];
  return `${lines.join("\n")}\n`;
}

function minerLines(miner: MinerReport, paint: Paint): readonly string[] {
  const { authentication, failure, executors } = miner;
  return [
    paint("strong", `Miner UID ${miner.uid}  ${miner.hotkey}`),
    labelled("  Axon", `${axonAddress(miner.axon)}, on chain since block ${miner.axon.block}`, paint),
    ...(authentication === null ? [] : reachedLines(authentication, executors, paint)),
    ...(failure === null ? [] : failureLines(failure, 2, paint)),
    ...bannerLines(executors, paint),
    ...executors.flatMap((executor) => ["", ...executorLines(executor, paint)]),
  ];
}

function reachedLines(
  { elapsedUs }: NonNullable<MinerReport["authentication"]>,
  executors: readonly ExecutorReport[],
  paint: Paint,
): readonly string[] {
  const devices = executors.flatMap(({ session }) => session?.devices ?? []);
  return [
    labelled("  Authenticated", `in ${formatUs(elapsedUs)}; the miner's hotkey signed the reply`, paint),
    labelled(
      "  Fleet",
      `${countOf(executors.length, "executor")}, ${countOf(devices.length, "device")} challenged`,
      paint,
    ),
  ];
}

function bannerLines(executors: readonly ExecutorReport[], paint: Paint): readonly string[] {
  const names = executors.filter(isReference).map(({ alias }) => alias);
  if (names.length === 0) return [];
  return ["", ...paragraph(`NOT A GPU: ${names.join(", ")}. ${NO_GPU}`, 2, "warn", paint)];
}

function executorLines(executor: ExecutorReport, paint: Paint): readonly string[] {
  const backend = isReference(executor) ? "reference device, not a GPU" : executor.backend;
  return [
    `  ${paint("strong", `Executor ${executor.alias}`)}  ${executor.executorId}`,
    labelled("    Proves with", backend, paint),
    ...(executor.session === null ? [] : sessionLines(executor.session, paint)),
    ...(executor.failure === null ? [] : failureLines(executor.failure, 4, paint)),
  ];
}

function sessionLines(
  { rttUs, transcript, remark, devices }: SessionReport,
  paint: Paint,
): readonly string[] {
  return [
    ...renderWork(devices, paint),
    labelled("    Round trip", rttUs === null ? "unknown" : formatUs(rttUs), paint),
    ...(transcript === null ? [] : [labelled("    Transcript", transcript.file, paint)]),
    ...(remark === null ? [] : [labelled("    Ended early", remark, paint)]),
    ...renderDevices(devices, paint),
  ];
}

function failureLines(
  { code, message, hint }: FailureReport,
  indent: number,
  paint: Paint,
): readonly string[] {
  return [
    ...paragraph(`Failed: ${message} [${code}]`, indent, "bad", paint),
    ...(hint === null ? [] : paragraph(`hint: ${hint}`, indent, "plain", paint)),
  ];
}

function summaryLine({ miners, accepted: isSuccess }: ChallengeReport, paint: Paint): string {
  const executors = miners.flatMap((miner) => miner.executors);
  const devices = executors.flatMap(({ session }) => session?.devices ?? []);
  const accepted = devices.filter(({ outcome }) => outcome === "accept").length;
  const failures = [...miners, ...executors].filter(({ failure }) => failure !== null).length;
  const words = `Verdict: ${accepted} of ${countOf(devices.length, "device")} accepted`;
  const rest = failures === 0 ? "" : `, ${countOf(failures, "failure")}`;
  const caveat = accepted > 0 && executors.every(isReference) ? ". None of them is a GPU" : "";
  return paint(isSuccess ? "good" : "bad", words + rest + caveat);
}

function isReference({ backend }: ExecutorReport): boolean {
  return backend === "reference";
}
