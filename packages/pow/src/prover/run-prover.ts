import { errorMessage } from "@headframe/kit";

import type { Device } from "../device/device.js";
import { DeviceError, type DeviceFailure } from "../device/errors.js";
import type { ReadyRefusal } from "../rules/outcome.js";
import { Inbox } from "../session/inbox.js";
import { pumpFrames, type TransportEvent } from "../session/pump-frames.js";
import { waitFor } from "../session/wait-for.js";
import type { TranscriptFrame } from "../transcript/transcript.js";
import type { CheckedSpec } from "../wire/check-prepare.js";
import type { DecodedFrame } from "../wire/frame.js";
import type { ChallengeMessage, Direction, GpuClaim, PrepareMessage } from "../wire/message.js";
import type { ProverAction, ProverEvent } from "./prover-events.js";
import type { RunProverOptions } from "./prover-options.js";
import type { ProverEnd, ProverOutcome } from "./prover-outcome.js";
import { ProverSession } from "./prover-session.js";
import { screenPrepare } from "./screen-prepare.js";

type RunEvent = TransportEvent | { readonly kind: "session"; readonly event: ProverEvent };

/** The Ready status for each way in which a device can fail to get ready. */
const REFUSALS = {
  "device/out-of-memory": "not_enough_memory",
  "device/no-kernel": "no_kernel",
  "device/driver": "driver_error",
  "device/agent-lost": "driver_error",
  "device/out-of-order": "driver_error",
} as const satisfies Record<DeviceFailure["code"], ReadyRefusal>;

/** What concerns no single device: screening, getting ready, checking the block. */
const ALL_SLOTS = -1;

/**
 * Answers one challenge with the devices it names, all of them in parallel.
 *
 * Resolves however the session ends, after every device was released; never rejects for anything a validator, a device
 * or the connection does.
 */
export async function runProver(options: RunProverOptions): Promise<ProverOutcome> {
  return new ProverRun(options).run();
}

class ProverRun {
  readonly #options: RunProverOptions;
  readonly #session: ProverSession;
  readonly #inbox = new Inbox<RunEvent>();
  /** Ends what each slot's device is doing. */
  readonly #stops = new Map<number, AbortController>();
  readonly #tasks = new Set<Promise<void>>();
  readonly #frames: TranscriptFrame[] = [];
  #devices: readonly Device[] = [];
  #releaseAdmission: (() => void) | undefined;
  #end: ProverEnd | undefined;

  constructor(options: RunProverOptions) {
    this.#options = options;
    const { identity, policy } = options;
    this.#session = new ProverSession({
      credential: identity.credential(),
      agent: identity.agent,
      checksBlocks: policy.checkBlock !== undefined,
    });
  }

  async run(): Promise<ProverOutcome> {
    const { transport, signal, preempt, clock } = this.#options;
    const unwatch = [
      this.#watch(signal, { kind: "shutting-down" }),
      this.#watch(preempt, { kind: "preempted" }),
    ];
    // Ends by itself once the transport is closed; it never rejects.
    void pumpFrames(transport, this.#inbox);
    try {
      while (this.#end === undefined) {
        for (let event = this.#inbox.take(); event !== undefined; event = this.#inbox.take()) {
          this.#handle(event);
        }
        this.#step({ kind: "tick" });
        if (this.#end === undefined) await waitFor(this.#inbox, this.#session.deadlineUs, this.#options);
      }
      return this.#outcome(this.#end, clock.monotonicUs());
    } finally {
      for (const stop of unwatch) stop();
      this.#inbox.close();
      await this.#free();
      await transport.close();
    }
  }

  #watch(signal: AbortSignal | undefined, event: ProverEvent): () => void {
    const onAbort = (): void => this.#inbox.push({ kind: "session", event });
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted === true) onAbort();
    return () => signal?.removeEventListener("abort", onAbort);
  }

  #handle(event: RunEvent): void {
    switch (event.kind) {
      case "frame": {
        const { frame, arrivalUs } = event.arrived;
        this.#record("V>E", frame, arrivalUs);
        return this.#step({ kind: "frame", bytes: frame });
      }
      case "disconnected":
        return this.#step({ kind: "disconnected" });
      case "session":
        return this.#step(event.event);
    }
  }

  #step(event: ProverEvent): void {
    for (const action of this.#session.handle(event, this.#options.clock.monotonicUs()))
      this.#perform(action);
  }

  #perform(action: ProverAction): void {
    switch (action.do) {
      case "send":
        return this.#send(action.frame);
      case "screen":
        return this.#start(ALL_SLOTS, (signal) => this.#screen(action.frame, action.prepare, signal));
      case "prepare":
        return this.#start(ALL_SLOTS, (signal) => this.#prepare(action.specs, signal));
      case "check-block":
        return this.#start(ALL_SLOTS, (signal) => this.#checkBlock(action.challenge, signal));
      case "fill":
        return this.#drive(action.slot, async (device, signal) => {
          return { kind: "filled", slot: action.slot, roots: await device.fill(action.seed, signal) };
        });
      case "walk":
        return this.#drive(action.slot, async (device, signal) => {
          return { kind: "walked", slot: action.slot, root: await device.walk(action.nonce, signal) };
        });
      case "open":
        return this.#drive(action.slot, async (device, signal) => {
          const openings = await device.open(action.strips, action.walkers, signal);
          return { kind: "opened", slot: action.slot, openings };
        });
      case "stop":
        return this.#stops.get(action.slot)?.abort();
      case "end":
        this.#end = action.end;
    }
  }

  #send(frame: Uint8Array): void {
    this.#record("E>V", frame, this.#options.clock.monotonicUs());
    this.#options.transport.send(frame).catch(() => {
      // Whoever cannot be written to is gone, however that happened.
      this.#inbox.push({ kind: "disconnected" });
    });
  }

  async #screen(frame: DecodedFrame, prepare: PrepareMessage, signal: AbortSignal): Promise<ProverEvent> {
    const screening = await screenPrepare(frame, prepare, this.#options, signal);
    if (!screening.ok) return { kind: "refused", status: screening.status, detail: screening.detail };
    this.#releaseAdmission = () => screening.release();
    return { kind: "admitted", specs: screening.specs };
  }

  async #prepare(specs: readonly CheckedSpec[], signal: AbortSignal): Promise<ProverEvent> {
    this.#devices = specs.map(({ uuid }) => this.#deviceOf(uuid));
    const results = await Promise.allSettled(
      this.#devices.map(async (device, slot) => {
        const params = specs[slot]?.parsed;
        if (params === undefined) throw new Error(`there is no slot ${slot}`);
        await device.prepare(params, signal);
        return device.claim(signal);
      }),
    );
    const claims: GpuClaim[] = [];
    for (const result of results) {
      if (result.status === "fulfilled") {
        claims.push(result.value);
      } else {
        const status = result.reason instanceof DeviceError ? REFUSALS[result.reason.code] : "driver_error";
        return { kind: "refused", status, detail: errorMessage(result.reason) };
      }
    }
    return { kind: "prepared", claims };
  }

  #deviceOf(uuid: Uint8Array): Device {
    const device = this.#options.devices.find((one) => Buffer.compare(one.uuid, uuid) === 0);
    if (device === undefined) throw new Error("a Prepare for an unknown device was let in");
    return device;
  }

  async #checkBlock(challenge: ChallengeMessage, signal: AbortSignal): Promise<ProverEvent> {
    const { policy } = this.#options;
    const isFresh = await policy.checkBlock?.(challenge.blockNumber, challenge.blockHash, signal);
    return { kind: "block-checked", isFresh: isFresh ?? true };
  }

  #drive(slot: number, work: (device: Device, signal: AbortSignal) => Promise<ProverEvent>): void {
    const device = this.#devices[slot];
    if (device === undefined) throw new Error(`there is no device in slot ${slot}`);
    this.#start(slot, (signal) => work(device, signal));
  }

  /** Runs work whose result, or failure, is an event. It is stopped with its slot, and at the end. */
  #start(slot: number, work: (signal: AbortSignal) => Promise<ProverEvent>): void {
    const stop = new AbortController();
    this.#stops.set(slot, stop);
    const task = work(stop.signal).then(
      (event) => this.#inbox.push({ kind: "session", event }),
      (error: unknown) => {
        if (!stop.signal.aborted) this.#inbox.push({ kind: "session", event: toFailure(slot, error) });
      },
    );
    this.#tasks.add(task);
    void task.then(() => this.#tasks.delete(task));
  }

  /** Stops all work, waits for it, and gives every device and the admission back. */
  async #free(): Promise<void> {
    for (const stop of this.#stops.values()) stop.abort();
    await Promise.all(this.#tasks);
    // A device that cannot even be released will refuse the next session; there is nobody to tell here.
    await Promise.allSettled(this.#devices.map((device) => device.release()));
    this.#releaseAdmission?.();
  }

  #record(direction: Direction, bytes: Uint8Array, us: number): void {
    this.#frames.push({ direction, us: Math.max(Math.floor(us), this.#frames.at(-1)?.us ?? 0), bytes });
  }

  #outcome(end: ProverEnd, endUs: number): ProverOutcome {
    return {
      end,
      prepare: this.#session.prepare,
      params: this.#session.specs.map(({ parsed }) => parsed),
      transcript: { frames: this.#frames, endUs },
    };
  }
}

function toFailure(slot: number, error: unknown): ProverEvent {
  const detail = errorMessage(error);
  if (error instanceof DeviceError && error.code === "device/agent-lost")
    return { kind: "agent-lost", detail };
  // Screening, getting ready and checking the block concern all devices: if one of them throws, the fault is ours.
  return slot === ALL_SLOTS ? { kind: "failed", detail } : { kind: "device-failed", slot, detail };
}
