import { readFileSync, statSync } from "node:fs";

import { parse } from "toml";

import { errorMessage } from "../errors/app-error.js";
import { assertRegularFile } from "../files/regular-file.js";
import { emptyTable, isRawTable, type RawTable } from "./assignment.js";
import { ConfigError } from "./config-error.js";

/** The tables of a TOML file. Throws {@link ConfigError} when it is missing, unreadable or not TOML. */
export function readToml(file: string, exampleCommand: string | undefined): RawTable {
  const text = readText(file, exampleCommand);
  try {
    const parsed: unknown = parse(text);
    return isRawTable(parsed) ? parsed : emptyTable();
  } catch (cause) {
    const { line, column } = positionOf(cause);
    throw new ConfigError(
      { code: "config/syntax", file, line, column },
      `${file} is not TOML: line ${line}, column ${column}: ${describeSyntaxError(cause, text, line)}`,
      { hint: "texts need quotes, tables are written [name]; https://toml.io shows the syntax", cause },
    );
  }
}

function readText(file: string, exampleCommand: string | undefined): string {
  try {
    assertRegularFile(statSync(file));
    return readFileSync(file, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") {
      const hint =
        exampleCommand === undefined
          ? "check the path given with --config"
          : `"${exampleCommand} > ${file}" writes a sample to begin with`;
      const message = `there is no configuration file ${file}`;
      throw new ConfigError({ code: "config/missing-file", file }, message, { hint, cause });
    }
    throw new ConfigError(
      { code: "config/unreadable-file", file },
      `cannot read the configuration file ${file}: ${errorMessage(cause)}`,
      { hint: "check that it is a file and that this user may read it", cause },
    );
  }
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** The parser tells the place of a wrong letter under `location`, that of a wrong key on the error itself. */
function positionOf(error: unknown): Position {
  const { location, line, column } = error as Partial<Position> & { readonly location?: { start: Position } };
  return location?.start ?? { line: line ?? 1, column: column ?? 1 };
}

/** The parser's words where they are about keys. Where they are about letters, never the line: it may hold a secret. */
function describeSyntaxError(error: unknown, text: string, line: number): string {
  const message = errorMessage(error);
  if (!message.startsWith("Expected")) return message.replace(/\.$/, "");
  const key = /^\s*([\w.-]+)\s*=/.exec(text.split("\n")[line - 1] ?? "")?.[1];
  return key === undefined ? "this line cannot be read" : `the value of ${key} cannot be read`;
}
