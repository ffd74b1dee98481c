/** Bytes as `0x` and lowercase hexadecimal digits, two for each byte. */
export type Hex = `0x${string}`;

const HEX = /^0x(?:[0-9a-f]{2})*$/i;

/** The bytes as lowercase hex. */
export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;
}

/** The bytes that `hex` stands for. Throws a `TypeError` that names the value when it is not hex. */
export function fromHex(hex: string): Uint8Array {
  if (!isHex(hex)) throw new TypeError(`not 0x-prefixed hex of whole bytes: ${hex.slice(0, 80)}`);
  return new Uint8Array(Buffer.from(hex.slice(2), "hex"));
}

/** Whether `value` is `0x` and an even number of hexadecimal digits. */
export function isHex(value: unknown): value is Hex {
  return typeof value === "string" && HEX.test(value);
}

/** Zero bytes as hex. */
export function zeros(byteLength: number): Hex {
  return `0x${"00".repeat(byteLength)}`;
}
