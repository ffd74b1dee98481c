import type { Node } from "./node.js";
import type { Params } from "./params.js";

/** Sends one notification of a subscription. */
export type Notify = (result: unknown) => void;

/** What a subscription leaves behind when it ends. */
export type Unsubscribe = () => void;

/** A method that is answered once. */
export type Call = (node: Node, params: Params) => unknown;

/** A method that is answered with a subscription id, and then again and again. */
export interface Subscription {
  /** The `method` of its notifications. */
  readonly notification: string;
  readonly unsubscribe: string;
  /** Begins to notify. `end` is called by a subscription that is over by itself. */
  readonly open: (node: Node, params: Params, notify: Notify, end: () => void) => Unsubscribe;
}
