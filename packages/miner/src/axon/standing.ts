/**
 * `published`: what is on chain is what we want there. `waiting`: it will be served by itself. The others need
 * somebody: `contested`, another process serves with our hotkey; `unregistered`, the hotkey has no UID any more;
 * `refused`, the chain will not take our address, or we know none.
 */
export type AxonState = "published" | "waiting" | "contested" | "unregistered" | "refused";

/** Where an axon is. */
export interface AxonAddress {
  readonly ip: string;
  readonly port: number;
}

/** How the miner's axon stands on the chain. */
export interface AxonStanding extends AxonAddress {
  readonly state: AxonState;
  /** Why it is not published, in a sentence for people; empty when it is. */
  readonly reason: string;
  /** Of the hotkey; the last one when it has none now. */
  readonly uid: number;
  /** The first block in which the chain lets the axon be served again, while that is waited for. */
  readonly serveAtBlock?: number;
}

/** What happened to the axon. */
export type AxonEvent =
  | "served"
  | "lost"
  | "overwritten"
  | "address_changed"
  | "unregistered"
  | "registered_again"
  | "refused";

/** Told of each event. */
export interface AxonObserver {
  onAxonEvent(event: AxonEvent): void;
}
