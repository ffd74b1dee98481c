/** Name and value pairs, a line each, the values aligned; pairs with an empty value are left out. */
export function formatFacts(facts: readonly (readonly [name: string, value: string])[]): string {
  const shown = facts.filter(([, value]) => value !== "");
  const width = Math.max(...shown.map(([name]) => name.length)) + 2;
  return shown.map(([name, value]) => `${`${name}:`.padEnd(width)}${value}\n`).join("");
}
