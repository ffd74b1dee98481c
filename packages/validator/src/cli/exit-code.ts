/** What the exit status of a command that judges says, beside those that every command has. */
export const VERDICT_EXIT_CODE = {
  /** Everything was challenged and accepted. */
  accepted: 0,
  /** Something was rejected, refused or could not be judged. */
  notAccepted: 1,
} as const;
