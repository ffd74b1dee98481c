/** A question that its server answers from memory. */
export const QUICK_DEADLINE_MS = 10_000;

/** A question that makes its server ask somebody else first. */
export const SLOW_DEADLINE_MS = 30_000;

/** One GPOW-1 session, from the first frame to the verdict: its own phases have tighter limits. */
export const SESSION_DEADLINE_MS = 600_000;
