/** What passed through the relay in one direction. */
export interface Traffic {
  readonly messages: number;
  readonly bytes: number;
}

/** One challenge that the miner relayed. */
export interface ChallengeRecord {
  /** UUID, the miner's own. */
  readonly challengeId: string;
  readonly executorId: string;
  /** SS58 of the validator. */
  readonly hotkey: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** `relayed` when the executor ended the stream well, else the code of what ended it. */
  readonly outcome: string;
  readonly toExecutor: Traffic;
  readonly fromExecutor: Traffic;
}

/** Where challenges are remembered. */
export interface ChallengeLog {
  record(challenge: ChallengeRecord): Promise<void>;
}
