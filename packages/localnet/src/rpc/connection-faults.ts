/** What is wrong with the node's connections, as a test wants it. Nothing at first; may change at any time. */
export interface ConnectionFaults {
  /** Connections stay open, and nothing passes in either direction: a half-open socket, a frozen node. */
  isSilent: boolean;
  /** New clients are turned away with 503; those that are connected stay. */
  isRefusing: boolean;
  /** Milliseconds that everything takes on its way to the client. */
  delayMs: number;
}
