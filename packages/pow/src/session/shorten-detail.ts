const MAX_DETAIL_BYTES = 255;

/** A text for the detail of an Abort, the agent or a name: at most 255 bytes of UTF-8, cut between characters. */
export function shortenDetail(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_DETAIL_BYTES) return text;
  let end = MAX_DETAIL_BYTES;
  // 10xxxxxx continues a character.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString("utf8");
}
