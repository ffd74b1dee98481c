import { isUuid } from "@headframe/kit";
import type { Device__Output, Executor__Output, MinerAuthResponse__Output } from "@headframe/protocol";
import type { ExecutorHealth, ListedExecutor } from "../challenge/axon.js";
import { ValidatorError } from "../errors.js";
import { printable } from "../printable.js";
import type { ClaimedDevice } from "../hardware/expected-class.js";

const HEALTH: Readonly<Record<string, ExecutorHealth>> = {
  EXECUTOR_HEALTH_HEALTHY: "healthy",
  EXECUTOR_HEALTH_DEGRADED: "degraded",
  EXECUTOR_HEALTH_UNHEALTHY: "unhealthy",
  EXECUTOR_HEALTH_RECOVERING: "recovering",
};

const DEVICE_UUID_BYTES = 16;
const MAX_NAME_CHARACTERS = 128;
const MAX_SENTENCE_CHARACTERS = 400;
/** One miner cannot make a run endless. */
const MAX_EXECUTORS = 1024;

/** The executors that a miner lists. Throws `validator/bad-answer` for what cannot be meant. */
export function toListedExecutors(
  executors: readonly Executor__Output[],
  address: string,
): readonly ListedExecutor[] {
  if (executors.length > MAX_EXECUTORS) throw badAnswer(address, "executors", `${executors.length} entries`);
  const ids = new Set(executors.map(({ executorId }) => executorId));
  if (ids.size !== executors.length) throw badAnswer(address, "executors", "one executor twice");
  return executors.map((executor) => toListedExecutor(executor, address));
}

function toListedExecutor(executor: Executor__Output, address: string): ListedExecutor {
  const { executorId, alias, reason, busy, backend } = executor;
  if (!isUuid(executorId)) throw badAnswer(address, "executor_id", JSON.stringify(executorId.slice(0, 64)));
  const devices = executor.devices.map((device) => toClaimedDevice(device, address));
  if (new Set(devices.map(({ uuid }) => uuid.toString())).size !== devices.length) {
    throw badAnswer(address, "devices", `one device of executor ${executorId} twice`);
  }
  return {
    executorId,
    // From here on, what a miner says can be shown to a person.
    alias: alias === "" ? executorId : printable(alias, MAX_NAME_CHARACTERS),
    health: HEALTH[executor.health] ?? "unknown",
    reason: printable(reason, MAX_SENTENCE_CHARACTERS),
    busy,
    backend: printable(backend, MAX_NAME_CHARACTERS),
    devices,
  };
}

function toClaimedDevice(device: Device__Output, address: string): ClaimedDevice {
  const { uuid, name } = device;
  if (uuid.length !== DEVICE_UUID_BYTES) throw badAnswer(address, "device.uuid", `${uuid.length} bytes`);
  const totalBytes = Number(device.totalBytes);
  if (!Number.isSafeInteger(totalBytes)) throw badAnswer(address, "device.total_bytes", device.totalBytes);
  return { uuid: new Uint8Array(uuid), name: printable(name, MAX_NAME_CHARACTERS), totalBytes };
}

/** When a session token ends, in Unix milliseconds, if the miner said. */
export function toExpiryMs({ expiresAt }: MinerAuthResponse__Output): number | undefined {
  const seconds = Number(expiresAt?.value?.seconds ?? 0);
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

/** The bytes of a signature in hex, or `undefined` when it is none. */
export function toSignature(hex: string): Uint8Array | undefined {
  return /^(?:0x)?[0-9a-fA-F]{128}$/.test(hex)
    ? new Uint8Array(Buffer.from(hex.replace(/^0x/, ""), "hex"))
    : undefined;
}

function badAnswer(address: string, field: string, value: string): ValidatorError {
  return new ValidatorError(
    { code: "validator/bad-answer", address, field },
    `the miner at ${address} answered with ${field} that cannot be right: ${value}`,
    { hint: "the miner runs an incompatible or broken program; its operator must update it" },
  );
}
