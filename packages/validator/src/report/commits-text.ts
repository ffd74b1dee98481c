import type { RevealWindow } from "@headframe/chain";
import type { CommitReview, ReviewedCommit } from "../weights/review-commits.js";
import type { Submission } from "../weights/submit-weights.js";
import type { Paint } from "./style.js";

/** How times are foretold. */
export interface BlockTimes {
  /** `undefined` where blocks come when they come: then nothing is foretold. */
  readonly blockTimeMs: number | undefined;
}

/** How commitments stand, a line each; nothing when there are none. */
export function renderCommits(review: CommitReview, times: BlockTimes, paint: Paint): readonly string[] {
  return [
    ...review.commits.map((reviewed) => {
      return `Commitment ${shortHash(reviewed.commit.hash)}: ${describe(reviewed, review.block, times, paint)}`;
    }),
    ...review.foreign.map(({ hash, window }) => {
      const when = describeWindow(window, review.block, times);
      return paint(
        "warn",
        `Commitment ${shortHash(hash)} was made elsewhere: whoever did can reveal it in ${when}.`,
      );
    }),
  ];
}

/** What was sent, and what is to be done about it. */
export function renderSubmission(submission: Submission, times: BlockTimes, paint: Paint): string {
  if (submission.kind === "set") return paint("good", `Set in block ${submission.block}.`);
  const { block, hash, reveal } = submission;
  const when = describeWindow(reveal, block, times);
  return [
    paint("good", `Committed in block ${block} (${shortHash(hash)}).`),
    `To be revealed in ${when}:`,
    "  by the next `validator weights --submit`, or by `validator weights --reveal`.",
  ].join("\n");
}

/** `epoch 12, blocks 4321 to 4680 (in about 36 min)`, as seen from a block. */
export function describeWindow(window: RevealWindow, block: number, { blockTimeMs }: BlockTimes): string {
  const { epoch, firstBlock, lastBlock } = window;
  if (!Number.isFinite(firstBlock)) return `epoch ${epoch}, which never comes: the subnet has no epochs`;
  const ahead = firstBlock - block;
  const isForetold = blockTimeMs !== undefined && ahead > 0;
  const when = isForetold ? ` (in about ${roughTime(ahead * blockTimeMs)})` : "";
  return `epoch ${epoch}, blocks ${firstBlock} to ${lastBlock}${when}`;
}

function describe(reviewed: ReviewedCommit, block: number, times: BlockTimes, paint: Paint): string {
  switch (reviewed.state) {
    case "waiting":
      return `waits for ${describeWindow(reviewed.window, block, times)}`;
    case "due":
      return paint(
        "warn",
        `can be revealed now, until block ${reviewed.window.lastBlock}: give --reveal or --submit`,
      );
    case "revealed":
      return paint("good", `revealed in block ${reviewed.block}`);
    case "overtaken":
      return "overtaken by a later one, which is due as well";
    case "expired":
      return paint("bad", "expired: it was not revealed in its epoch");
    case "refused":
      return paint("bad", reviewed.reason);
    case "unconfirmed":
      return "sent, and in no block yet";
    case "gone":
      return "the chain does not have it: it got into no block, or another run revealed it";
    default:
      return reviewed satisfies never;
  }
}

function shortHash(hash: string): string {
  return `${hash.slice(0, 10)}…`;
}

/** `8 min`, `2.5 h` */
function roughTime(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
