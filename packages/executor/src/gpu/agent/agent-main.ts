/**
 * The gpu-agent: a process of its own, because only killing it ends a hung driver call or a sticky CUDA error. It gets
 * no secret and opens no port; it talks to the executor that started it, and to one worker thread per device.
 */
import { loadBackend } from "../backends.js";
import { toGpuErrorRecord } from "../errors.js";
import { DeviceThread } from "./device-thread.js";
import type { AgentReply, AgentRequest } from "./messages.js";

let threads: readonly DeviceThread[] = [];

// Ctrl-C and a closed terminal reach the whole process group, but a running challenge needs us: the executor decides when we end.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
process.on("SIGHUP", () => undefined);
// Without the executor there is no work. Not `process.exit`: that waits for threads, and one may hang in the driver.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.on("message", (request: AgentRequest) => void receive(request));

async function receive(request: AgentRequest): Promise<void> {
  switch (request.type) {
    case "open":
      reply(await openDevices(request));
      return;
    case "call":
    case "cancel": {
      const thread = threads[request.device];
      if (thread === undefined) throw new Error(`there is no device ${request.device}`);
      thread.send(request);
      return;
    }
  }
}

async function openDevices({ backend }: Extract<AgentRequest, { type: "open" }>): Promise<AgentReply> {
  try {
    const count = await (await loadBackend(backend)).count();
    const results = await Promise.allSettled(
      Array.from({ length: count }, (_, index) => DeviceThread.open(backend, index, reply)),
    );
    const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    threads = results
      .flatMap((result) => (result.status === "fulfilled" ? [result.value] : []))
      .toSorted((a, b) => Buffer.compare(a.claim.uuid, b.claim.uuid));
    if (threads.length === 0) throw failures[0];
    return {
      type: "opened",
      claims: threads.map(({ claim }) => claim),
      failures: failures.map(toGpuErrorRecord),
    };
  } catch (error) {
    return { type: "unusable", error: toGpuErrorRecord(error) };
  }
}

function reply(message: AgentReply): void {
  process.send?.(message);
}
