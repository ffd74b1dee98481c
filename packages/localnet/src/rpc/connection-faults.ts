/** What is wrong with a node's connections, as a test wants it. Nothing at first; may change at any time. */
export interface ConnectionFaults {
  /** Connections stay open, and nothing passes in either direction: a half-open socket, a frozen node. */
  isSilent: boolean;
  /** New clients are turned away with 503; those that are connected stay. */
  isRefusing: boolean;
  /** Milliseconds that everything takes on its way to the client. */
  delayMs: number;
  /**
   * Sees each request just before it is carried out, and may answer it in the node's place. What it changes about the
   * chain, the request finds changed.
   */
  onRequest: RequestFault;
}

/** `undefined` leaves the request to the node. Must not throw. */
export type RequestFault = (request: RequestSeen) => AnswerInstead | undefined;

/** A call or a subscription as a client asked for it. */
export interface RequestSeen {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What a client gets that the node did not say. */
export type AnswerInstead =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string; readonly data?: unknown } };

/** A node that does as it should. */
export function noFaults(): ConnectionFaults {
  return { isSilent: false, isRefusing: false, delayMs: 0, onRequest: () => undefined };
}
