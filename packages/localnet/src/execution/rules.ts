import type { RuntimeCall } from "../runtime/calls.js";
import { balancesRules } from "./balances.js";
import type { CallContext, CallRule, CheckContext, PalletRules } from "./call-rule.js";
import { commitmentRules } from "./commitments.js";
import { networkRules } from "./subtensor/networks.js";
import { registrationRules } from "./subtensor/registration.js";
import { servingRules } from "./subtensor/serving.js";
import { stakingRules } from "./subtensor/staking.js";
import { weightCommitRules } from "./subtensor/weight-commits.js";
import { weightRules } from "./subtensor/weights.js";
import { systemRules, timestampRules } from "./system.js";

/** The rule of every call of every pallet. */
const rules: { readonly [P in RuntimeCall["type"]]: PalletRules<P> } = {
  System: systemRules,
  Timestamp: timestampRules,
  Balances: balancesRules,
  SubtensorModule: {
    ...servingRules,
    ...registrationRules,
    ...networkRules,
    ...stakingRules,
    ...weightRules,
    ...weightCommitRules,
  },
  Commitments: commitmentRules,
};

/** A call together with its rule. */
export interface BoundCall {
  readonly rule: Omit<CallRule<never>, "precheck" | "dispatch">;
  precheck(context: CheckContext): void;
  dispatch(context: CallContext): void;
}

/** The rule of `call`, applied to its arguments. */
export function bindCall(call: RuntimeCall): BoundCall {
  const pallet: Readonly<Record<string, CallRule<never>>> = rules[call.type];
  const rule = pallet[call.value.type];
  if (!rule) throw new Error(`no rule for ${call.type}.${call.value.type}`);
  // The table's type ties each rule to the arguments of the call that it stands under.
  const parameters = call.value.value as never;
  return {
    rule,
    precheck: (context) => rule.precheck?.(context, parameters),
    dispatch: (context) => rule.dispatch(context, parameters),
  };
}
