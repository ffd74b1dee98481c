import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { linkSignal, type Logger } from "@headframe/kit";
import { DeviceError, type GpuClaim, toDeviceError } from "@headframe/pow";
import type { BackendChoice } from "../backend-choice.js";
import { GpuError, toGpuError } from "../errors.js";
import type { AgentReply, AgentRequest, CallReply, DeviceMethod } from "./messages.js";
import { spawnAgent } from "./spawn-agent.js";

/** The longest that finding and opening the devices may take. */
const OPEN_TIMEOUT_MS = 60_000;
const MAX_STDERR_LINE = 500;

export interface AgentProcessOptions {
  readonly backend: BackendChoice;
  /** All of the agent's environment: `agentEnvironment` in production. */
  readonly env: NodeJS.ProcessEnv;
  /** How long a cancelled call, or a release, may take before the agent counts as hung and is killed. */
  readonly cancelGraceMs: number;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
  /** Kills the agent unless the answer comes first. */
  watchdog: NodeJS.Timeout | undefined;
  /** However such a call ends, it says nothing about the device. */
  isCancelled: boolean;
}

/** An agent that drives at least one device. */
export interface OpenedAgent {
  readonly agent: AgentProcess;
  /** In the order of slots: ascending UUIDs. */
  readonly claims: readonly GpuClaim[];
  /** Why further devices cannot be used. */
  readonly failures: readonly GpuError[];
}

/** How an agent ended. `hungMethod`: it was killed because a device did not answer this call. */
export interface AgentExit {
  readonly how: string;
  readonly hungMethod: DeviceMethod | undefined;
  /** On GPUs, what that call was running: one of these kernels is what hung. */
  readonly hungKernels: readonly string[];
}

/**
 * One life of the gpu-agent: the child process in which the devices are driven.
 *
 * States: opening → open → gone. A sticky driver error, a crash and a hung call all end here in the same way: the
 * process is gone, and whatever waited for it fails with `device/agent-lost`.
 */
export class AgentProcess {
  /** Resolves when the process has ended. Never rejects. */
  readonly exited: Promise<AgentExit>;
  readonly #child: ChildProcess;
  readonly #cancelGraceMs: number;
  readonly #runsKernels: boolean;
  readonly #pending = new Map<number, Pending>();
  #onOpened: ((reply: Exclude<AgentReply, CallReply>) => void) | undefined;
  #nextCallId = 1;
  #hungMethod: DeviceMethod | undefined;
  #exit: AgentExit | undefined;
  #isSuspect = false;
  /** What the agent complained of first: the reason, if it ends before it can say it properly. */
  #complaint = "";

  private constructor(options: AgentProcessOptions, logger: Logger) {
    this.#cancelGraceMs = options.cancelGraceMs;
    this.#runsKernels = options.backend.kind === "cuda";
    this.#child = spawnAgent(options.env);
    this.#child.on("message", (reply) => this.#receive(reply as AgentReply));
    this.exited = this.#watchExit();
    this.#readStderr(logger);
  }

  /**
   * Starts an agent and opens its devices.
   *
   * @throws {GpuError} when none of the devices can be used, or the agent ends before it can say so.
   */
  static async start(
    options: AgentProcessOptions,
    { logger, signal }: { readonly logger: Logger; readonly signal: AbortSignal },
  ): Promise<OpenedAgent> {
    const agent = new AgentProcess(options, logger);
    const limit = linkSignal(signal, OPEN_TIMEOUT_MS);
    const kill = (): void => agent.kill();
    limit.signal.addEventListener("abort", kill, { once: true });
    try {
      return { agent, ...(await agent.#open(options.backend)) };
    } catch (error) {
      agent.kill();
      await agent.exited;
      throw error;
    } finally {
      limit.signal.removeEventListener("abort", kill);
      limit.release();
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** A driver call failed: the context may be dead, which only a new process mends (GPOW-1, section 24.3, sticky). */
  get isSuspect(): boolean {
    return this.#isSuspect;
  }

  /**
   * Calls a device. When `signal` fires the call is cancelled and rejects with the signal's reason at once; a device
   * that then stays silent costs the whole agent its life. Without a signal the call itself is watched in that way.
   *
   * @throws {DeviceError} `device/agent-lost`, or what the device threw.
   */
  call(
    device: number,
    method: DeviceMethod,
    args: readonly unknown[],
    signal?: AbortSignal,
  ): Promise<unknown> {
    if (this.#exit !== undefined) return Promise.reject(lostDevice(this.#exit));
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    const callId = this.#nextCallId++;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#cancel(callId, device, method);
        reject(signal?.reason);
      };
      const settled = (): void => signal?.removeEventListener("abort", onAbort);
      this.#pending.set(callId, {
        resolve: (value) => (settled(), resolve(value)),
        reject: (reason) => (settled(), reject(reason)),
        watchdog: undefined,
        isCancelled: false,
      });
      this.#send({ type: "call", callId, device, method, args });
      if (signal === undefined) this.#watch(callId, method);
      else signal.addEventListener("abort", onAbort, { once: true });
    });
  }

  /** Ends the process at once. It keeps nothing that could be lost. Idempotent. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  async #open(backend: BackendChoice): Promise<Omit<OpenedAgent, "agent">> {
    const reply = await new Promise<Exclude<AgentReply, CallReply>>((resolve, reject) => {
      this.#onOpened = resolve;
      void this.exited.then(({ how }) =>
        reject(
          new GpuError(
            { code: "gpu/agent-failed" },
            `the gpu-agent could not open the devices: it ${how}${this.#complaint && `: ${this.#complaint}`}`,
            { hint: "its stderr is in the executor's log; if this repeats, report it" },
          ),
        ),
      );
      this.#send({ type: "open", backend });
    });
    if (reply.type === "unusable") throw toGpuError(reply.error);
    return { claims: reply.claims, failures: reply.failures.map(toGpuError) };
  }

  #send(request: AgentRequest): void {
    // A write can fail only while the process is ending; `exited` then answers for everything that waits.
    this.#child.send(request, () => undefined);
  }

  #receive(reply: AgentReply): void {
    switch (reply.type) {
      case "opened":
      case "unusable":
        this.#onOpened?.(reply);
        return;
      case "done":
        this.#take(reply.callId)?.resolve(reply.value);
        return;
      case "failed":
        this.#fail(reply);
        return;
    }
  }

  #fail({ callId, error }: Extract<CallReply, { type: "failed" }>): void {
    const pending = this.#take(callId);
    if (pending?.isCancelled === false) this.#isSuspect ||= error.detail.code === "device/driver";
    pending?.reject(toDeviceError(error));
  }

  #take(callId: number): Pending | undefined {
    const pending = this.#pending.get(callId);
    this.#pending.delete(callId);
    clearTimeout(pending?.watchdog);
    return pending;
  }

  #cancel(callId: number, device: number, method: DeviceMethod): void {
    const pending = this.#pending.get(callId);
    if (pending !== undefined) pending.isCancelled = true;
    this.#send({ type: "cancel", callId, device });
    this.#watch(callId, method);
  }

  #watch(callId: number, method: DeviceMethod): void {
    const pending = this.#pending.get(callId);
    if (pending === undefined) return;
    pending.watchdog = setTimeout(() => {
      this.#hungMethod = method;
      this.kill();
    }, this.#cancelGraceMs);
  }

  #readStderr(logger: Logger): void {
    if (this.#child.stderr === null) return;
    createInterface({ input: this.#child.stderr }).on("line", (text) => {
      const line = text.slice(0, MAX_STDERR_LINE);
      if (this.#complaint === "" && /error/i.test(line)) this.#complaint = line.trim();
      logger.warn({ line }, "gpu-agent wrote to stderr");
    });
  }

  #kernelsOf(method: DeviceMethod | undefined): readonly string[] {
    return this.#runsKernels && method !== undefined ? (KERNELS[method] ?? []) : [];
  }

  #watchExit(): Promise<AgentExit> {
    return new Promise((resolve) => {
      const onEnd = (how: string): void => {
        if (this.#exit !== undefined) return;
        this.#exit = { how, hungMethod: this.#hungMethod, hungKernels: this.#kernelsOf(this.#hungMethod) };
        for (const callId of this.#pending.keys()) this.#take(callId)?.reject(lostDevice(this.#exit));
        resolve(this.#exit);
      };
      this.#child.once("error", (error) => onEnd(`could not be started: ${error.message}`));
      // Not `exit`: by `close` its last words are read too.
      this.#child.once("close", (code, by) =>
        onEnd(by === null ? `ended with exit code ${code}` : `was ended by ${by}`),
      );
    });
  }
}

/** The kernels that a call runs: one of them is what hangs. `claim` and `release` run none. */
const KERNELS: Partial<Record<DeviceMethod, readonly string[]>> = {
  prepare: ["gpow_operand", "gpow_gemm", "gpow_sha256", "gpow_walk"],
  fill: ["gpow_operand", "gpow_gemm", "gpow_sha256"],
  walk: ["gpow_walk", "gpow_sha256"],
  open: ["gpow_operand", "gpow_gemm"],
};

function lostDevice({ how, hungMethod, hungKernels }: AgentExit): DeviceError {
  const inKernels = hungKernels.length === 0 ? "" : ` (${hungKernels.join(", ")})`;
  return new DeviceError(
    { code: "device/agent-lost" },
    hungMethod === undefined
      ? `the gpu-agent ${how}`
      : `the gpu-agent was killed because a device did not stop its ${hungMethod}${inKernels}`,
    { hint: "it is restarted by itself; if this repeats, look for Xid errors: dmesg | grep -i xid" },
  );
}
