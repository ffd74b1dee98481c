import { randomUUID } from "node:crypto";
import { systemClock, packageVersion } from "@headframe/kit";
import {
  type CliContext,
  type Command,
  type CommandUnknownOpts,
  EXIT_CODE,
  Option,
} from "@headframe/kit/cli";
import type { Tier } from "@headframe/pow";
import type { ExecutorConfig } from "../config/schema.js";
import { agentEnvironment } from "../gpu/agent/agent-environment.js";
import { toBackendChoice } from "../gpu/backend-choice.js";
import { describeClaim, type DescribedDevice } from "../gpu/describe-claim.js";
import { type HealthReading, readHealth } from "../gpu/health/read-health.js";
import { type OpenDevices, withDevices } from "../gpu/with-devices.js";
import { loadIdentity } from "../state/identity-store.js";
import { NOT_A_GPU } from "../status/health-report.js";
import { type ListedDevice, listText, testText } from "./gpu-text.js";

/** `executor gpu list|test`: what the devices of this box are, and whether they would pass a challenge. */
export function addGpuCommands(
  program: CommandUnknownOpts,
  context: CliContext,
  load: () => ExecutorConfig,
): void {
  const gpu = (program as Command).command("gpu").description("the devices of this box");
  gpu
    .command("list")
    .description("print what the driver says about each device")
    .option("--json", "as JSON")
    .action(async ({ json }) => list(load(), context, json === true));
  gpu
    .command("test")
    .description("challenge all devices here and now, and verify the answers; exit status 0 if all pass")
    .addOption(
      new Option("--tier <tier>", "how much work; default: standard, or lab for reference devices").choices([
        "pulse",
        "standard",
        "deep",
        "lab",
      ] as const),
    )
    .option("--json", "as JSON")
    .action(async ({ tier, json }) => test(load(), context, tier, json === true));
}

async function list(config: ExecutorConfig, context: CliContext, asJson: boolean): Promise<void> {
  const { backend } = config.gpu;
  const note = noteOf(config);
  const { claims, failures } = await openDevices(config, context, (opened) => Promise.resolve(opened));
  const reading =
    backend === "cuda" ? await readHealth(agentEnvironment(context.env), context.signal) : undefined;
  const devices = claims.map((claim, slot) => withHealth(describeClaim(claim, slot), reading));
  if (!asJson) {
    context.stdout.write(listText(devices, failures));
    if (reading?.kind === "unavailable") context.stderr.write(`note: no health: ${reading.reason}\n`);
    return;
  }
  context.stdout.write(
    toJson({
      backend,
      ...(note !== undefined && { note }),
      ...(reading?.kind === "read" && {
        driverVersion: reading.health.driverVersion,
        withoutHealth: reading.health.unreadable,
      }),
      ...(reading?.kind === "unavailable" && { healthUnavailable: reading.reason }),
      devices,
      unusable: failures.map(({ code, message, hint }) => ({ code, message, hint })),
    }),
  );
}

function withHealth(device: DescribedDevice, reading: HealthReading | undefined): ListedDevice {
  const gpus = reading?.kind === "read" ? reading.health.gpus : [];
  const health = gpus.find(({ uuid }) => uuid === device.uuid);
  return { ...device, ...(health && { health }) };
}

async function test(
  config: ExecutorConfig,
  context: CliContext,
  wanted: Tier | undefined,
  asJson: boolean,
): Promise<void> {
  // On demand: the prover and the verifier take a moment to load.
  const { runSelfTest, SelfTestError } = await import("../gpu/self-test/self-test.js");
  const isReference = config.gpu.backend === "reference";
  const tier = wanted ?? (isReference ? "lab" : "standard");
  if (isReference && tier !== "lab") {
    throw new SelfTestError(
      { code: "gpu-test/not-a-gpu", tier },
      `tier ${tier} asks for the work of a GPU, and gpu.backend is reference: ${NOT_A_GPU}`,
      { hint: "leave --tier out to test the program, or set gpu.backend to cuda to test GPUs" },
    );
  }
  const agentText = `headframe-executor/${packageVersion(import.meta.url)}`;
  await openDevices(config, context, async ({ devices, claims, failures }) => {
    const { signal } = context;
    const report = await runSelfTest({ devices, claims, tier, agentText }, { clock: systemClock, signal });
    const note = noteOf(config);
    context.stdout.write(
      asJson
        ? toJson({ backend: config.gpu.backend, ...(note !== undefined && { note }), ...report })
        : testText(report, note),
    );
    for (const { message } of failures) context.stderr.write(`warning: a device was left out: ${message}\n`);
    if (!report.isAccepted || failures.length > 0) context.setExitCode(EXIT_CODE.failure);
  });
}

/** Before the first start a reference device has a UUID for this one time; GPUs have their own. */
async function openDevices<Result>(
  { gpu, storage }: ExecutorConfig,
  { env, signal }: CliContext,
  work: (opened: OpenDevices) => Promise<Result>,
): Promise<Result> {
  const installationId = (await loadIdentity(storage.data_dir))?.installationId ?? randomUUID();
  return withDevices(toBackendChoice(gpu, installationId), agentEnvironment(env), signal, work);
}

function noteOf({ gpu }: ExecutorConfig): string | undefined {
  return gpu.backend === "reference" ? NOT_A_GPU : undefined;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
