/** Values of one table of a TOML file. JSON texts, numbers, booleans and lists are TOML too. */
export type TomlTable = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Tables by name, `[[name]]` for each entry of a list. */
export type TomlSections = Readonly<Record<string, TomlTable | readonly TomlTable[]>>;

/** The text of a TOML file. */
export function toToml(sections: TomlSections): string {
  return Object.entries(sections)
    .flatMap(([name, value]) =>
      isList(value) ? value.map((table) => section(`[[${name}]]`, table)) : [section(`[${name}]`, value)],
    )
    .join("\n");
}

function section(head: string, table: TomlTable): string {
  const keys = Object.entries(table).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`);
  return `${head}\n${keys.join("")}`;
}

function isList(value: TomlTable | readonly TomlTable[]): value is readonly TomlTable[] {
  return Array.isArray(value);
}
