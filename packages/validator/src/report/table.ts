import type { Paint, Tone } from "./style.js";

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  /** The widest the column may be; longer cells are cut with an ellipsis. */
  readonly maxWidth?: number;
}

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

const GAP = "  ";

/** Lines of a table: titles, then rows. Cells are padded before they are painted, so colour never moves a column. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  paint: Paint,
): readonly string[] {
  const widths = columns.map((column, at) =>
    Math.max(width(column.title), ...rows.map((row) => width(cut(row[at]?.text ?? "", column.maxWidth)))),
  );
  const line = (cells: readonly Cell[]): string =>
    columns
      .map((column, at) => {
        const cell = cells[at] ?? { text: "" };
        const text = cut(cell.text, column.maxWidth);
        const padding = " ".repeat((widths[at] ?? 0) - width(text));
        const painted = paint(cell.tone ?? "plain", text);
        return column.align === "right" ? padding + painted : painted + padding;
      })
      .join(GAP)
      .trimEnd();
  return [line(columns.map(({ title }) => ({ text: title, tone: "dim" }))), ...rows.map(line)];
}

/** Breaks a sentence at spaces into lines of at most `limit` characters; a longer word gets a line of its own. */
export function wrap(text: string, limit: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    if (line !== "" && width(line) + 1 + width(word) > limit) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}

function width(text: string): number {
  return Array.from(text).length;
}

function cut(text: string, limit: number | undefined): string {
  const characters = Array.from(text);
  if (limit === undefined || characters.length <= limit) return text;
  return `${characters.slice(0, Math.max(0, limit - 1)).join("")}…`;
}
