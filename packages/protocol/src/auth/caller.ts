/** Who made a call, as far as its server established it. */
export type Caller =
  /** Nobody in particular: the method needs no token. */
  | { readonly kind: "anonymous" }
  /** A miner, on its executor. `executorId` is the id that the token was made for. */
  | { readonly kind: "miner"; readonly hotkey: string; readonly executorId: string; readonly tokenId: string }
  /** An executor that dialled out to its miner. */
  | { readonly kind: "executor"; readonly installationId: string; readonly tokenId: string }
  /** A validator with a session, on an axon. */
  | { readonly kind: "validator"; readonly hotkey: string; readonly tokenId: string };

export const ANONYMOUS: Caller = { kind: "anonymous" };
