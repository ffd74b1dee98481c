import type { Paint, Tone } from "./style.js";
import { wrap } from "./table.js";

/** Lines are kept within this, so that they stay whole on a terminal of the classic size. */
const WIDTH = 80;
const LABEL_WIDTH = 16;

/** `Axon   192.0.2.7:8091`; text that would leave the screen goes on under its beginning. Its name may be indented. */
export function labelled(name: string, text: string, paint: Paint): string {
  const column = LABEL_WIDTH + name.length - name.trimStart().length;
  const [first = "", ...rest] = wrap(text, WIDTH - column);
  const lines = [paint("dim", name.padEnd(column)) + first, ...rest.map((line) => " ".repeat(column) + line)];
  return lines.join("\n");
}

/** Sentences as lines that are `indent` columns in. */
export function paragraph(text: string, indent: number, tone: Tone, paint: Paint): readonly string[] {
  return wrap(text, WIDTH - indent).map((line) => " ".repeat(indent) + paint(tone, line));
}

/** `1 device`, `2 devices`. */
export function countOf(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
