import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Keypair } from "@headframe/chain";
import { errorMessage, writeFileAtomic } from "@headframe/kit";
import type { SessionContext, Transcript } from "@headframe/pow";
import { ValidatorError } from "../errors.js";
import { startedAtOf, transcriptFileName } from "./file-name.js";
import { digestOf, toHex, toSignedPart, type TranscriptNotes } from "./transcript-file.js";

export interface TranscriptStoreOptions {
  /** Made when it is missing, for this user alone. */
  readonly dir: string;
  /** Transcripts kept; when there are more, the oldest are removed. */
  readonly maxFiles: number;
}

/** A session that is to be stored. */
export interface SessionRecord {
  readonly context: SessionContext;
  readonly notes: TranscriptNotes;
  readonly transcript: Transcript;
}

/** Where the evidence of a session is. */
export interface KeptTranscript {
  readonly file: string;
  /** What the validator signed: 64 hex digits. */
  readonly digest: string;
}

/** Stores what both sides of a session said, signed by the validator's hotkey, one file for each session. */
export class TranscriptStore {
  readonly #options: TranscriptStoreOptions;
  readonly #hotkey: Keypair;
  #pruning: Promise<void> = Promise.resolve();

  constructor(options: TranscriptStoreOptions, { hotkey }: { readonly hotkey: Keypair }) {
    this.#options = options;
    this.#hotkey = hotkey;
  }

  /** Resolves when the transcript is on disk. Rejects with `validator/transcript-not-stored`. */
  async keep({ context, notes, transcript }: SessionRecord): Promise<KeptTranscript> {
    const signed = toSignedPart(context, notes, transcript);
    const digest = digestOf(signed);
    const contents = { signed, digest: toHex(digest), signature: toHex(this.#hotkey.sign(digest)) };
    const file = path.join(
      this.#options.dir,
      transcriptFileName(notes.startedAtMs, context.executorId, contents.digest),
    );
    try {
      await mkdir(this.#options.dir, { recursive: true, mode: 0o700 });
      await writeFileAtomic(file, `${JSON.stringify(contents, undefined, 1)}\n`, { mode: 0o600 });
      // One at a time: two that run at once would both remove for the same surplus.
      this.#pruning = this.#pruning.then(() => this.#prune());
      await this.#pruning;
    } catch (cause) {
      throw new ValidatorError(
        { code: "validator/transcript-not-stored", file },
        `cannot store the transcript ${file}: ${errorMessage(cause)}`,
        { cause, hint: "choose a folder that this user may write to: transcripts.dir, or --transcripts" },
      );
    }
    return { file, digest: contents.digest };
  }

  async #prune(): Promise<void> {
    const { dir, maxFiles } = this.#options;
    // Nothing but files of ours is ever removed.
    const names = (await readdir(dir)).filter((name) => startedAtOf(name) !== undefined).toSorted();
    for (const name of names.slice(0, Math.max(0, names.length - maxFiles))) {
      await rm(path.join(dir, name), { force: true });
    }
  }
}
