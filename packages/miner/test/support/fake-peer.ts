import { randomUUID } from "node:crypto";
import type { ExecutorPeer, ExecutorReport, InstalledDelegation } from "../../src/fleet/executor-peer.js";

/** An executor in memory, for the rules of the fleet. */
export class FakePeer implements ExecutorPeer {
  readonly installationId: string;
  readonly delegations: InstalledDelegation[] = [];
  adoptions = 0;
  statusCalls = 0;
  isClosed = false;
  sessionKey = new Uint8Array(32).fill(9);
  /** Thrown by every method while set. */
  failure: Error | undefined;
  /** Never answers while set. */
  isSilent = false;
  changes: Partial<ExecutorReport> = {};

  constructor(installationId: string = randomUUID()) {
    this.installationId = installationId;
  }

  async adopt(signal: AbortSignal) {
    await this.#answer(signal);
    this.adoptions += 1;
    return { installationId: this.installationId, sessionKey: this.sessionKey };
  }

  async installDelegation(delegation: InstalledDelegation, signal: AbortSignal): Promise<void> {
    await this.#answer(signal);
    this.delegations.push(delegation);
  }

  async status(signal: AbortSignal): Promise<ExecutorReport> {
    await this.#answer(signal);
    this.statusCalls += 1;
    const last = this.delegations.at(-1);
    return {
      installationId: this.installationId,
      version: "1.0.0",
      state: "ready",
      reason: "",
      reasonCode: "",
      backend: "reference",
      devices: [],
      uptimeSeconds: 1,
      sessionKey: this.sessionKey,
      delegationNotAfterMs: last !== undefined && last.sessionKey === this.sessionKey ? last.notAfterMs : 0,
      ...this.changes,
    };
  }

  close(): void {
    this.isClosed = true;
  }

  async #answer(signal: AbortSignal): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (!this.isSilent) return;
    await new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }
}
