import { authorCalls, authorSubscriptions } from "./author-methods.js";
import { chainCalls, chainSubscriptions } from "./chain-methods.js";
import type { Call, Subscription } from "./method.js";
import { stateCalls, stateSubscriptions } from "./state-methods.js";
import { systemCalls } from "./system-methods.js";

/** The methods that open a subscription. */
export const SUBSCRIPTIONS: ReadonlyMap<string, Subscription> = new Map(
  Object.entries({ ...chainSubscriptions, ...stateSubscriptions, ...authorSubscriptions }),
);

/** The methods that end one. */
export const UNSUBSCRIBES: ReadonlySet<string> = new Set(
  [...SUBSCRIPTIONS.values()].map(({ unsubscribe }) => unsubscribe),
);

/** The methods that are answered once. */
export const CALLS: ReadonlyMap<string, Call> = new Map(
  Object.entries({
    ...chainCalls,
    ...stateCalls,
    ...systemCalls,
    ...authorCalls,
    rpc_methods: () => ({ methods: METHOD_NAMES }),
  }),
);

const METHOD_NAMES: readonly string[] = [
  ...CALLS.keys(),
  ...SUBSCRIPTIONS.keys(),
  ...UNSUBSCRIBES,
].toSorted();
