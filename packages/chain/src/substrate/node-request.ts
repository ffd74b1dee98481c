/** A request to a node. */
export type NodeRequest = readonly [method: string, params: readonly unknown[]];

/** Sends one request to the node. */
export type SendRequest = (method: string, params: readonly unknown[]) => Promise<unknown>;
