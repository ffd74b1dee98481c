import { type Chain, formatTao, type RegistrationTerms } from "@headframe/chain";
import { RegistrationError } from "./errors.js";

/** Who wants to register where. */
export interface RegistrationWish {
  readonly netuid: number;
  /** SS58. */
  readonly hotkey: string;
  /** SS58 of who pays. */
  readonly coldkey: string;
  /** Default: the price at the time of the plan. */
  readonly maxPriceRao?: bigint | undefined;
}

/** What a registration would do, for a person to agree to. */
export interface RegistrationPlan extends RegistrationTerms {
  readonly balanceRao: bigint;
  /**
   * The most that will be burned. The price falls with every block, so that it is only exceeded when somebody else
   * registers first.
   */
  readonly limitRao: bigint;
}

/**
 * Looks at what registering takes. `uid` alone when the hotkey is registered there already. Throws
 * {@link RegistrationError} when the chain would refuse, and `ChainError`.
 */
export async function planRegistration(
  chain: Chain,
  { netuid, hotkey, coldkey, maxPriceRao }: RegistrationWish,
  signal: AbortSignal,
): Promise<{ readonly uid: number } | RegistrationPlan> {
  const terms = await chain.registrationTerms(netuid, { signal });
  const uid = await chain.uidOf(netuid, hotkey, { signal });
  if (uid !== null) return { uid };
  const balanceRao = await chain.balanceOf(coldkey, { signal });
  const { priceRao, isOpen } = terms;
  if (!isOpen) {
    throw new RegistrationError(
      { code: "registration/closed", netuid },
      `subnet ${netuid} takes no registrations now`,
      { hint: "who decides is the owner of the subnet; `miner chain watch` tells when it opens" },
    );
  }
  if (maxPriceRao !== undefined && priceRao > maxPriceRao) {
    throw new RegistrationError(
      {
        code: "registration/price-above-limit",
        netuid,
        priceRao: String(priceRao),
        maxPriceRao: String(maxPriceRao),
      },
      `registering on subnet ${netuid} costs ${formatTao(priceRao)} TAO now, more than ${formatTao(maxPriceRao)}`,
      { hint: "wait, since the price falls with every block, or agree to a higher --max-price" },
    );
  }
  if (balanceRao <= priceRao) {
    throw new RegistrationError(
      {
        code: "registration/balance-too-low",
        coldkey,
        balanceRao: String(balanceRao),
        priceRao: String(priceRao),
      },
      `coldkey ${coldkey} has ${formatTao(balanceRao)} TAO; registering on subnet ${netuid} costs ${formatTao(priceRao)} and a fee`,
      { hint: "send TAO to this address first; some must remain there for the account to exist" },
    );
  }
  return { ...terms, balanceRao, limitRao: maxPriceRao ?? priceRao };
}
