import { type Device, DeviceError, type DeviceOpenings, type GpuClaim, type PowParams } from "@headframe/pow";
import type { AgentProcess } from "./agent/agent-process.js";

/** A device that lives in a gpu-agent. Slots are those of the agent. */
export class RemoteDevice implements Device {
  readonly uuid: Uint8Array;
  readonly #agent: AgentProcess;
  readonly #slot: number;

  constructor(agent: AgentProcess, slot: number, uuid: Uint8Array) {
    this.#agent = agent;
    this.#slot = slot;
    this.uuid = uuid;
  }

  async claim(signal: AbortSignal): Promise<GpuClaim> {
    return (await this.#agent.call(this.#slot, "claim", [], signal)) as GpuClaim;
  }

  async prepare(params: PowParams, signal: AbortSignal): Promise<void> {
    await this.#agent.call(this.#slot, "prepare", [params], signal);
  }

  async fill(seed: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    return toBytes(await this.#agent.call(this.#slot, "fill", [seed], signal));
  }

  async walk(nonce: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    return toBytes(await this.#agent.call(this.#slot, "walk", [nonce], signal));
  }

  async open(
    strips: readonly number[],
    walkers: readonly number[],
    signal: AbortSignal,
  ): Promise<DeviceOpenings> {
    const opened = (await this.#agent.call(this.#slot, "open", [strips, walkers], signal)) as DeviceOpenings;
    return { strips: toBytes(opened.strips), walkers: toBytes(opened.walkers) };
  }

  async release(): Promise<void> {
    try {
      await this.#agent.call(this.#slot, "release", []);
    } catch (error) {
      // The memory of a dead agent is free.
      if (!(error instanceof DeviceError && error.code === "device/agent-lost")) throw error;
    }
  }
}

function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new DeviceError({ code: "device/driver" }, "the gpu-agent answered with something that is not bytes");
}
