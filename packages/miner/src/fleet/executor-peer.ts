/** What an executor answers to its adoption. */
export interface Adoption {
  /** UUID of the box itself. */
  readonly installationId: string;
  /** Ed25519 public key that signs the executor's frames until its process ends, 32 bytes. */
  readonly sessionKey: Uint8Array;
}

/** What is said in the hotkey's name about a session key. */
export interface InstalledDelegation {
  /** 32 bytes. */
  readonly sessionKey: Uint8Array;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** One GPU as its executor reports it. A claim, not evidence. */
export interface ReportedDevice {
  /** 16 bytes. */
  readonly uuid: Uint8Array;
  readonly name: string;
  readonly totalBytes: bigint;
  readonly freeBytes: bigint;
  readonly driver: number;
  readonly computeMajor: number;
  readonly computeMinor: number;
  readonly multiprocessors: number;
}

export type ReportedState = "ready" | "proving" | "draining" | "unable";

/** What an executor says about itself. */
export interface ExecutorReport {
  readonly installationId: string;
  readonly version: string;
  readonly state: ReportedState;
  /** A sentence; empty when ready. */
  readonly reason: string;
  /** Machine-readable code of the reason; empty when ready. */
  readonly reasonCode: string;
  readonly backend: string;
  readonly devices: readonly ReportedDevice[];
  readonly uptimeSeconds: number;
  /** 32 bytes. */
  readonly sessionKey: Uint8Array;
  /** Unix milliseconds; 0 without one. */
  readonly delegationNotAfterMs: number;
}

/**
 * An executor as its miner calls it: one connection for life. Every method rejects with `fleet/executor-unreachable`
 * or `fleet/executor-refused`, or with the signal's reason.
 */
export interface ExecutorPeer {
  adopt(signal: AbortSignal): Promise<Adoption>;
  installDelegation(delegation: InstalledDelegation, signal: AbortSignal): Promise<void>;
  status(signal: AbortSignal): Promise<ExecutorReport>;
  close(): void;
}

/** Makes the peer of a fleet entry. Connects when first called. */
export type ConnectExecutor = (executorId: string, grpcAddress: string) => ExecutorPeer;
