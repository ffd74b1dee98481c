import { ChainError, type ChainFailure } from "@headframe/chain";

/** Rules that have a code of their own. */
const RULES: Readonly<Partial<Record<ChainFailure["code"], string>>> = {
  "chain/weights-rate-limit": "CommittingWeightsTooFast",
  "chain/hotkey-not-registered": "HotKeyNotRegisteredInSubNet",
  "chain/subnet-not-found": "SubnetNotExists",
};

/**
 * The chain's name for the rule by which it refused a commitment or a revelation: `NeuronNoValidatorPermit`. Then it took
 * no effect, and would be refused again. `undefined` when that is not known: what a transaction pool has against it by
 * itself is written in lower case, and without an event nobody knows what happened.
 */
export function refusedByRule(error: unknown): string | undefined {
  if (!(error instanceof ChainError)) return undefined;
  const { detail } = error;
  if (detail.code !== "chain/weights-refused") return RULES[detail.code];
  return /^[A-Z]/.test(detail.reason) && detail.reason !== "NoEvent" ? detail.reason : undefined;
}
