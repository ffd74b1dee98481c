import type { Chain, RegisterRequest, Registration } from "@headframe/chain";
import { planRegistration, type RegistrationPlan } from "./plan-registration.js";

/**
 * Registers for no more than was agreed to. Agreeing and typing a password take time, in which the price may have
 * risen: where the chain itself cannot limit it, it is looked at again. Throws `RegistrationError` and `ChainError`.
 */
export async function registerAsPlanned(
  chain: Chain,
  request: Omit<RegisterRequest, "maxPriceRao">,
  { canLimitPrice, limitRao: maxPriceRao }: RegistrationPlan,
  signal: AbortSignal,
): Promise<Registration> {
  if (!canLimitPrice) {
    const { netuid, hotkey, signer } = request;
    await planRegistration(chain, { netuid, hotkey, coldkey: signer.ss58, maxPriceRao }, signal);
  }
  return chain.register({ ...request, maxPriceRao }, { signal });
}
