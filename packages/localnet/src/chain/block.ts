import { blake2AsU8a } from "@polkadot/util-crypto";
import { header as headerType, type Header } from "../runtime/types/system.js";
import { fromHex, toHex, zeros, type Hex } from "../scale/hex.js";
import { encode } from "../scale/type.js";
import type { Changes } from "../state/key-value.js";

/** A block of the chain. */
export interface Block {
  readonly number: number;
  readonly hash: Hex;
  readonly header: Header;
  /** Its transactions, with their lengths in front; the author's own first. */
  readonly body: readonly Uint8Array[];
}

/**
 * Puts a block together; its hash is that of its header.
 *
 * Both roots are plain hashes (of the parent's root and the changes, and of the transactions), not roots of Merkle
 * tries: they commit to the content, but nothing can be proven from them.
 */
export function sealBlock(parent: Block | undefined, changes: Changes, body: readonly Uint8Array[]): Block {
  const number = parent ? parent.number + 1 : 0;
  const header: Header = {
    parent_hash: parent?.hash ?? zeros(32),
    number,
    state_root: stateRoot(parent?.header.state_root ?? zeros(32), changes),
    extrinsics_root: hashOf(body),
    digest: { logs: [] },
  };
  return blockOf(header, body);
}

/** The block of that header and those transactions. */
export function blockOf(header: Header, body: readonly Uint8Array[]): Block {
  return { number: header.number, hash: hashOf([encode(headerType, header)]), header, body };
}

function stateRoot(parentRoot: Hex, changes: Changes): Hex {
  const parts = [...changes]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, value]) => [fromHex(key), Uint8Array.of(value ? 1 : 0), value ?? new Uint8Array()]);
  return hashOf([fromHex(parentRoot), ...parts]);
}

function hashOf(parts: readonly Uint8Array[]): Hex {
  return toHex(blake2AsU8a(Buffer.concat(parts), 256));
}
