/** Drives one device, call by call, in a thread of the gpu-agent. */
import { parentPort, workerData } from "node:worker_threads";
import { type Device, type PowParams, toDeviceErrorRecord } from "@headframe/pow";
import { loadBackend } from "../backends.js";
import { toGpuErrorRecord } from "../errors.js";
import type { DeviceWorkerData } from "./device-thread.js";
import type { CallRequest, CancelRequest, WorkerReply } from "./messages.js";

/** Calls that may still be cancelled, by their ids. */
const running = new Map<number, AbortController>();

await serve(workerData as DeviceWorkerData);

async function serve({ backend, index }: DeviceWorkerData): Promise<void> {
  let device: Device;
  try {
    device = await (await loadBackend(backend)).open(index);
    reply({ type: "opened", claim: await device.claim(new AbortController().signal) });
  } catch (error) {
    reply({ type: "unusable", error: toGpuErrorRecord(error) });
    return;
  }
  parentPort?.on("message", (request: CallRequest | CancelRequest) => {
    if (request.type === "cancel") running.get(request.callId)?.abort();
    else void answer(device, request);
  });
}

async function answer(device: Device, request: CallRequest): Promise<void> {
  const { callId } = request;
  const controller = new AbortController();
  running.set(callId, controller);
  try {
    reply({ type: "done", callId, value: await run(device, request, controller.signal) });
  } catch (error) {
    reply({ type: "failed", callId, error: toDeviceErrorRecord(error) });
  } finally {
    running.delete(callId);
  }
}

/** The arguments were typed on the other side, in `RemoteDevice`. */
function run(device: Device, { method, args }: CallRequest, signal: AbortSignal): Promise<unknown> {
  switch (method) {
    case "claim":
      return device.claim(signal);
    case "prepare":
      return device.prepare(args[0] as PowParams, signal);
    case "fill":
      return device.fill(args[0] as Uint8Array, signal);
    case "walk":
      return device.walk(args[0] as Uint8Array, signal);
    case "open":
      return device.open(args[0] as readonly number[], args[1] as readonly number[], signal);
    case "release":
      return device.release();
  }
}

function reply(message: WorkerReply): void {
  parentPort?.postMessage(message);
}
