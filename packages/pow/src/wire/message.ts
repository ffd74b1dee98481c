/** The frame types of GPOW-1 section 13.2 at their numbers. */
export const FRAME_TYPES = {
  prepare: 1,
  ready: 2,
  ping: 3,
  pong: 4,
  challenge: 5,
  commit1: 6,
  nonce: 7,
  commit2: 8,
  open: 9,
  openings: 10,
  verdict: 11,
  abort: 12,
} as const;

export type FrameType = keyof typeof FRAME_TYPES;

/** Who sends a frame: the validator (V) or the executor (E). */
export type Direction = "V>E" | "E>V";

/** The index in an Abort that means all GPUs. */
export const ALL_GPUS = 255;

/** One GPU in a Prepare. Values are as received: decoding does not judge them. */
export interface GpuSpec {
  /** 16 raw bytes. */
  readonly uuid: Uint8Array;
  /** 32 bytes, see `parseParams`. */
  readonly params: Uint8Array;
  readonly opsPerUs: number;
  readonly bytesPerUs: number;
  readonly classId: number;
  readonly zero: number;
}

/** What an executor says about one GPU. A claim is never evidence. Structured-clonable. */
export interface GpuClaim {
  /** 16 raw bytes as the driver gives them; of a MIG instance, the MIG UUID. */
  readonly uuid: Uint8Array;
  readonly totalBytes: bigint;
  readonly freeBytes: bigint;
  /** As the driver reports it, for example 13000. 0 if there is none. */
  readonly driver: number;
  readonly pciDomain: number;
  readonly pciBus: number;
  readonly pciDevice: number;
  readonly ccMajor: number;
  readonly ccMinor: number;
  readonly sms: number;
  /** 1 sm_75, 2 sm_80, 3 sm_90a, 4 dp4a; 0 for the reference device. */
  readonly kernel: number;
  /** Bit 0 ECC on, 1 MIG instance, 2 display attached, 3 confidential computing on, 4 integrated. */
  readonly flags: number;
  /** At most 255 bytes of UTF-8. On the wire it may be no UTF-8: then it holds replacement characters. */
  readonly name: string;
}

interface Header {
  /** 16 bytes: the challenge id. */
  readonly cid: Uint8Array;
}

export interface PrepareMessage extends Header {
  readonly type: "prepare";
  readonly wallMs: bigint;
  readonly genesis: Uint8Array;
  readonly validatorScheme: number;
  readonly validatorKey: Uint8Array;
  readonly minerScheme: number;
  readonly minerKey: Uint8Array;
  /** Each byte one character (latin1). */
  readonly executorId: string;
  readonly session: Uint8Array;
  readonly notBeforeMs: bigint;
  readonly notAfterMs: bigint;
  readonly delegation: Uint8Array;
  readonly openCommit: Uint8Array;
  readonly gpus: readonly GpuSpec[];
}

export interface ReadyMessage extends Header {
  readonly type: "ready";
  readonly status: number;
  readonly session: Uint8Array;
  readonly notBeforeMs: bigint;
  readonly notAfterMs: bigint;
  readonly delegation: Uint8Array;
  /** Free text that names the software. */
  readonly agent: string;
  readonly claims: readonly GpuClaim[];
}

export interface PingMessage extends Header {
  readonly type: "ping" | "pong";
  readonly token: Uint8Array;
}

export interface ChallengeMessage extends Header {
  readonly type: "challenge";
  readonly blockNumber: bigint;
  readonly blockHash: Uint8Array;
  readonly random: Uint8Array;
}

export interface CommitMessage extends Header {
  readonly type: "commit1" | "commit2";
  readonly gpu: number;
  /** R1 or R2. */
  readonly root: Uint8Array;
}

export interface ListMessage extends Header {
  readonly type: "nonce" | "open";
  /** N of a Nonce, r2 of an Open. */
  readonly value: Uint8Array;
  /** R1 or R2 of every GPU in slot order, 32 zero bytes where there is none. */
  readonly commits: readonly Uint8Array[];
}

export interface OpeningsMessage extends Header {
  readonly type: "openings";
  readonly gpu: number;
  /** Section 12. */
  readonly body: Uint8Array;
}

/** One GPU in a Verdict. Times in microseconds, `undefined` if absent. */
export interface VerdictEntry {
  readonly outcome: number;
  readonly reason: number;
  readonly t1Us: number | undefined;
  readonly d1Us: number | undefined;
  readonly t2Us: number | undefined;
  readonly d2Us: number | undefined;
}

export interface VerdictMessage extends Header {
  readonly type: "verdict";
  readonly transcriptHash: Uint8Array;
  readonly gpus: readonly VerdictEntry[];
}

export interface AbortMessage extends Header {
  readonly type: "abort";
  /** A slot, or {@link ALL_GPUS}. */
  readonly gpu: number;
  readonly code: number;
  readonly detail: string;
}

export type Message =
  | PrepareMessage
  | ReadyMessage
  | PingMessage
  | ChallengeMessage
  | CommitMessage
  | ListMessage
  | OpeningsMessage
  | VerdictMessage
  | AbortMessage;
