import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Clock, writeFileAtomic } from "@headframe/kit";
import type { ProverOutcome } from "@headframe/pow";
import { keepNewest } from "../state/keep-newest.js";
import { encodeAttestation } from "./attestation-file.js";

const SUFFIX = ".gpow.json";

/**
 * The transcripts of the challenges that this executor answered: every frame with its signature, in files, newest kept.
 *
 * They are the executor's evidence, on its own clock, should a validator deny or misreport what was said.
 */
export class AttestationStore {
  readonly #directory: string;
  readonly #limit: number;
  readonly #clock: Clock;
  /** Writes and removals one after the other, so that the limit holds. */
  #last: Promise<void> = Promise.resolve();

  /** The directory must be there. */
  constructor(options: { readonly directory: string; readonly limit: number }, clock: Clock) {
    this.#directory = options.directory;
    this.#limit = options.limit;
    this.#clock = clock;
  }

  /** Stores the transcript, unless the session ended before anything was asked. Rejects when it cannot be written. */
  keep(outcome: ProverOutcome): Promise<void> {
    if (outcome.prepare === undefined || outcome.end.kind === "refused") return this.#last;
    const done = this.#last.then(() => this.#keep(outcome));
    this.#last = done.catch(() => undefined); // The failure belongs to the caller; the next one is tried again.
    return done;
  }

  async #keep(outcome: ProverOutcome): Promise<void> {
    const at = new Date(this.#clock.nowMs()).toISOString().replaceAll(/[:.]/g, "-");
    const name = `${at}-${randomBytes(4).toString("hex")}${SUFFIX}`;
    await writeFileAtomic(join(this.#directory, name), encodeAttestation(outcome, this.#clock.nowMs()));
    await keepNewest(this.#directory, SUFFIX, this.#limit);
  }
}
