import { encodeAddress } from "../keys/address.js";

/** An account in both of its forms. */
export interface Account {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly ss58: string;
}

/**
 * Accounts by their key, as of the last two readings: working out an address takes 40 µs, and from one block to the
 * next a subnet's accounts stay.
 */
export class AddressBook {
  #last: ReadonlyMap<string, Account> = new Map();
  #present = new Map<string, Account>();

  /** Begins a reading: who is not looked up in it is forgotten with the next. */
  turn(): void {
    this.#last = this.#present;
    this.#present = new Map();
  }

  /** The account of 32 bytes. */
  account(publicKey: Buffer): Account {
    const key = publicKey.toString("latin1");
    const known = this.#present.get(key) ?? this.#last.get(key) ?? toAccount(publicKey);
    this.#present.set(key, known);
    return known;
  }
}

/** A copy of the key: what it is a view of would be kept with it. */
function toAccount(publicKey: Buffer): Account {
  return { publicKey: Uint8Array.from(publicKey), ss58: encodeAddress(publicKey) };
}
