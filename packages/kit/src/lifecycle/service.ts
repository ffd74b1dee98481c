/** A long-lived part of a process. `start` resolves once it can do its work. */
export interface Service {
  readonly name: string;
  /** Resolves once the service can do its work. `signal` fires when the process is to stop. */
  start(signal: AbortSignal): Promise<void>;
  /** Lets running work finish and frees everything. Called once, also when `start` failed half-way. */
  stop(): Promise<void>;
}
