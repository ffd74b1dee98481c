/**
 * Makes text of a peer fit for a terminal: control characters (escape sequences, line breaks, direction marks) become
 * `?`, so that nothing a miner or executor says can move the cursor or imitate our own output.
 */
export function printable(text: string, limit = 200): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, "?");
  const characters = Array.from(clean);
  return characters.length <= limit ? clean : `${characters.slice(0, limit - 1).join("")}…`;
}
