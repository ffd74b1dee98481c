/** What a command's exit status says. The first four are documented for operators; 130 is the shell's own. */
export const EXIT_CODE = {
  ok: 0,
  /** An expected failure: the message and its hint say what to do. */
  failure: 2,
  /** The command line is wrong (`EX_USAGE` of sysexits). */
  usage: 64,
  /** A defect of the program (`EX_SOFTWARE` of sysexits). */
  unexpected: 70,
  /** Stopped by a signal before it was done. */
  interrupted: 130,
} as const;
