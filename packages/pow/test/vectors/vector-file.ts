/* The form of a vectors file: GPOW-1 section 26. Byte strings are lower-case hex unless a comment says otherwise. */

export interface SizeVector {
  readonly seed: string;
  readonly n: number;
  readonly K: number;
}

export interface WalkerVector extends SizeVector {
  readonly nonce: string;
  readonly M: number;
  readonly S: number;
  readonly walker: number;
  readonly initial?: string;
  readonly indices: readonly number[];
  readonly final?: string;
  readonly digest: string;
}

export interface FrameVector {
  readonly dir: "V>E" | "E>V";
  readonly us: number;
  /** Base64. */
  readonly b64: string;
}

export interface ContextVector {
  readonly genesis: string;
  readonly validatorScheme: number;
  readonly validatorKey: string;
  readonly minerScheme: number;
  readonly minerKey: string;
  /** Text. */
  readonly executorId: string;
}

export interface ExpectVector {
  readonly outcome: string;
  readonly reason: string;
  readonly t1Us: number | null;
  readonly d1Us: number | null;
  readonly t2Us: number | null;
  readonly d2Us: number | null;
}

export interface TranscriptVector {
  readonly name: string;
  readonly context: ContextVector;
  readonly frames: readonly FrameVector[];
  readonly endUs: number;
  readonly expect: readonly ExpectVector[];
  readonly internals: {
    readonly P: string;
    readonly Q: string;
    readonly X: string;
    readonly Y: string;
    readonly Z: string;
    readonly transcriptHash: string;
    readonly openSecret: string;
    readonly gpus: readonly {
      readonly seed: string;
      readonly walkNonce: string;
      readonly strips: readonly number[];
      readonly walkers: readonly number[];
    }[];
  };
}

/** How a frame differs from the one it refers to. */
export interface FrameEdit {
  readonly us?: number;
  readonly b64?: string;
  readonly set?: readonly { readonly at: number; readonly hex: string }[];
  readonly pad?: number;
}

export interface TamperedVector {
  readonly name: string;
  readonly base: string;
  readonly edits?: readonly (FrameEdit & { readonly frame: number })[];
  readonly frames?: readonly (FrameEdit & { readonly ref?: number; readonly dir?: "V>E" | "E>V" })[];
  readonly endUs: number;
  readonly context?: ContextVector;
  readonly transcriptHash: string;
  readonly expect: readonly ExpectVector[];
}

export interface MessageVector {
  readonly type: string;
  readonly transcript?: string;
  readonly frame?: number;
  readonly b64?: string;
  readonly length: number;
  readonly unsignedSha256: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface DelegationVector {
  readonly role: 1 | 2;
  readonly scheme: 1 | 2;
  readonly genesis: string;
  readonly hotkey: string;
  readonly session: string;
  /** Text. */
  readonly executorId: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly digest: string;
  readonly signature: string;
  readonly valid: boolean;
}

export interface ScheduleVector {
  readonly genesis: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly minerKey: string;
  /** Text. */
  readonly executorId: string;
  readonly validators: number;
  /** Decimal. */
  readonly epochThreshold: string;
  /** Decimal. */
  readonly selectThreshold: string;
  readonly epochHash: string;
  readonly selectHash: string;
  readonly epoch: boolean;
  readonly selected: boolean;
  readonly validatorIndex: number;
}

export interface FullSizeVector extends SizeVector {
  readonly M: number;
  readonly strips: readonly { readonly strip: number; readonly digest: string }[];
  readonly items: readonly { readonly item: number; readonly bytes: string }[];
  readonly leaves: readonly { readonly leaf: number; readonly hash: string }[];
  readonly walkers: readonly (Omit<WalkerVector, keyof SizeVector> & { readonly W: number })[];
  readonly matrixRoot: {
    readonly m: number;
    readonly leaves: number;
    readonly root: string;
    readonly firstLeaf: string;
    readonly lastLeaf: string;
  };
}

export interface VectorFile {
  readonly format: string;
  readonly tagged_hash: readonly {
    readonly tag: string;
    readonly fields: readonly string[];
    readonly preimage: string;
    readonly hash: string;
  }[];
  readonly chacha8: readonly {
    readonly key: string;
    readonly words: readonly number[];
    readonly block: string;
  }[];
  readonly operand_rows: readonly {
    readonly seed: string;
    readonly K: number;
    readonly m: number;
    readonly operand: "A" | "B";
    readonly row: number;
    readonly first16: readonly number[];
    readonly last4: readonly number[];
    readonly sum: number;
    readonly sha256: string;
    readonly bytes?: string;
  }[];
  readonly products: readonly {
    readonly seed: string;
    readonly K: number;
    readonly m: number;
    readonly i: number;
    readonly j: number;
    readonly c: number;
    readonly p: number;
  }[];
  readonly product_byte: readonly { readonly c: number; readonly p: number }[];
  readonly element_map: readonly {
    readonly n: number;
    readonly m: number;
    readonly i: number;
    readonly j: number;
    readonly item: number;
    readonly lane: number;
    readonly byteInItem: number;
    readonly strip: number;
    readonly stepInLane: number;
    readonly leaf: number;
  }[];
  readonly items: readonly (SizeVector & { readonly item: number; readonly bytes: string })[];
  readonly strips: readonly (SizeVector & { readonly strip: number; readonly digest: string })[];
  readonly leaves: readonly (SizeVector & {
    readonly leaf: number;
    readonly data: string;
    readonly hash: string;
  })[];
  readonly merkle: readonly {
    readonly leafHashes: readonly string[];
    readonly root: string;
    readonly index: number;
    readonly path: readonly string[];
  }[];
  readonly merkle_invalid_counts: readonly number[];
  readonly matrix_roots: readonly (SizeVector & {
    readonly m: number;
    readonly root: string;
    readonly productSha256: string;
    readonly digestSha256: string;
  })[];
  readonly r1: readonly { readonly seed: string; readonly roots: readonly string[]; readonly r1: string }[];
  readonly walk_nonce: readonly {
    readonly Y: string;
    readonly gpu: number;
    readonly r1: string;
    readonly nonce: string;
  }[];
  readonly mulhi: readonly { readonly z: number; readonly N: number; readonly index: number }[];
  readonly walk_steps: readonly {
    readonly state: string;
    readonly step: number;
    readonly z: number;
    readonly N: number;
    readonly index: number;
    readonly item: string;
    readonly next: string;
    readonly foldOfNext: string;
  }[];
  readonly walkers: readonly WalkerVector[];
  readonly walk_roots: readonly (SizeVector & {
    readonly nonce: string;
    readonly M: number;
    readonly W: number;
    readonly S: number;
    readonly outputSha256: string;
    readonly root: string;
    readonly r2: string;
  })[];
  readonly sample: readonly {
    readonly key: string;
    readonly N: number;
    readonly t: number;
    readonly indices: readonly number[];
  }[];
  readonly sample_keys: readonly {
    readonly Z: string;
    readonly gpu: number;
    readonly kind: 1 | 2;
    readonly key: string;
  }[];
  readonly params: readonly { readonly bytes: string; readonly valid: boolean; readonly field?: string }[];
  readonly timing: readonly {
    readonly params: string;
    readonly opsPerUs: number;
    readonly bytesPerUs: number;
    readonly rttMinUs: number;
    readonly J: number;
    readonly T1ref: number;
    readonly T2ref: number;
    readonly D1: number;
    readonly D2: number;
  }[];
  readonly choose_params: readonly {
    readonly vramMiB: number;
    readonly opsPerUs: number;
    readonly bytesPerUs: number;
    readonly rttUs: number;
    readonly tier: 1 | 2 | 3;
    readonly params: string;
    readonly needBytes: number;
    readonly openingsBytes: number;
  }[];
  readonly schedule: readonly ScheduleVector[];
  readonly delegations: readonly DelegationVector[];
  readonly ed25519: readonly {
    readonly publicKey: string;
    readonly message: string;
    readonly signature: string;
    readonly valid: boolean;
  }[];
  readonly transcripts: readonly TranscriptVector[];
  readonly messages: readonly MessageVector[];
  readonly tampered: readonly TamperedVector[];
  readonly full_size: FullSizeVector;
}
