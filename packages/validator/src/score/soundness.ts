/** How much of the work a session shows to have been done, each with the same confidence (GPOW-1, section 21). */
export interface WorkShown {
  /** Confidence of each of the figures below, for example 0.999. */
  readonly confidence: number;
  /** Least fraction of the product that was computed. */
  readonly strips: number;
  /** Least fraction of the memory that the walk could read. */
  readonly items: number;
  /** Least fraction of the walk that was done. */
  readonly walkers: number;
}

export interface SampleCounts {
  /** Opened strips (t1). */
  readonly strips: number;
  /** Opened walkers (t2). */
  readonly walkers: number;
  /** Items that one walker reads (S). */
  readonly stepsPerWalker: number;
}

/** Confidence of the figures that a report gives. */
const CONFIDENCE = 0.999;

/** With r = 2 in the worst case, the rarest items are two thirds as likely as the average (section 21). */
const RAREST_ITEM_LIKELIHOOD = 2 / 3;

/**
 * The least fractions that are consistent with a session whose samples were all right.
 *
 * With a fraction x wrong, t distinct samples are all right with a probability of at most (1−x)^t. The figures are
 * where that falls to `1 − confidence`.
 */
export function workShown(samples: SampleCounts, confidence: number = CONFIDENCE): WorkShown {
  const doubt = 1 - confidence;
  const most = (count: number): number => 1 - doubt ** (1 / count);
  const items = most(samples.walkers * samples.stepsPerWalker) / RAREST_ITEM_LIKELIHOOD;
  return {
    confidence,
    strips: 1 - most(samples.strips),
    items: Math.max(0, 1 - items),
    walkers: 1 - most(samples.walkers),
  };
}
