import { readdir } from "node:fs/promises";
import path from "node:path";
import { errorMessage, type Logger } from "@headframe/kit";
import type { OpeningsVerifier } from "@headframe/pow";
import { ValidatorError } from "../errors.js";
import { startedAtOf } from "../transcripts/file-name.js";
import { verifyTranscript, type VerifiedTranscript } from "../transcripts/verify-transcript.js";

/** Which stored sessions count. */
export interface SessionFilter {
  /** Folder of the transcripts. */
  readonly dir: string;
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
  /** SS58 of the only validator whose word counts: ourselves. */
  readonly validator: string;
  /** 0x and 64 hex digits. */
  readonly genesisHash: string;
  readonly netuid: number;
}

export interface ReadSessionsParts {
  readonly verifyOpenings: OpeningsVerifier;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * The stored sessions that count, judged again from their frames. A transcript that is damaged, or that another
 * validator signed, counts for nothing and is logged. A folder that is not there holds no session.
 */
export async function readSessions(
  filter: SessionFilter,
  { verifyOpenings, logger, signal }: ReadSessionsParts,
): Promise<readonly VerifiedTranscript[]> {
  const { dir, sinceMs, validator, genesisHash, netuid } = filter;
  const sessions: VerifiedTranscript[] = [];
  for (const name of await namesIn(dir)) {
    signal.throwIfAborted();
    // The name only spares reading old files: what counts is the time that was signed.
    if ((startedAtOf(name) ?? 0) < sinceMs) continue;
    try {
      const session = await verifyTranscript(path.join(dir, name), { verifyOpenings, validator });
      const { notes } = session;
      const isOurs = session.genesisHash === genesisHash && notes.netuid === netuid;
      if (isOurs && notes.startedAtMs >= sinceMs) sessions.push(session);
    } catch (error) {
      if (!(error instanceof ValidatorError)) throw error;
      logger.warn({ file: name, reason: error.message }, "a transcript counts for nothing");
    }
  }
  return sessions;
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return (await readdir(dir)).toSorted();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new ValidatorError(
      { code: "validator/unreadable-transcript", file: dir },
      `cannot read the folder of transcripts ${dir}: ${errorMessage(cause)}`,
      {
        cause,
        hint: "name the folder that `validator challenge` stores in: transcripts.dir, or --transcripts",
      },
    );
  }
}
