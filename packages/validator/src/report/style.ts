/** What a piece of text means; colour only supports it and never carries it alone. */
export type Tone = "plain" | "strong" | "dim" | "good" | "bad" | "warn";

/** Marks a piece of text with its tone, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

const CODES = {
  plain: undefined,
  strong: [1, 22],
  dim: [2, 22],
  good: [32, 39],
  bad: [31, 39],
  warn: [33, 39],
} as const satisfies Record<Tone, readonly [number, number] | undefined>;

/** No colour at all. */
export const paintNothing: Paint = (_tone, text) => text;

/** ANSI colours. */
export const paintAnsi: Paint = (tone, text) => {
  const codes = CODES[tone];
  return codes === undefined || text === "" ? text : `\u001B[${codes[0]}m${text}\u001B[${codes[1]}m`;
};

/** Colour only for a terminal, and never when `NO_COLOR` is set to anything (no-color.org) or the terminal is dumb. */
export function choosePaint(stream: object, env: Readonly<Record<string, string | undefined>>): Paint {
  if ((env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb") return paintNothing;
  return isTerminal(stream) ? paintAnsi : paintNothing;
}

/** Whether what is written to `stream` is seen by a person at once. */
export function isTerminal(stream: object): boolean {
  return "isTTY" in stream && stream.isTTY === true;
}
