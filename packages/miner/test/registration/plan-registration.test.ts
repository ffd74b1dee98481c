import { keypairFromSeed } from "@headframe/chain";
import { FakeChain } from "@headframe/testkit/chain";
import { expect, test } from "vitest";
import { describePlan, planQuestion } from "../../src/cli/register-text.js";
import { configSchema } from "../../src/config/schema.js";
import { planRegistration, type RegistrationPlan } from "../../src/registration/plan-registration.js";

const NETUID = 39;
const PRICE_RAO = 500_000n;
const hotkey = keypairFromSeed(new Uint8Array(32).fill(1)).ss58;
const signer = keypairFromSeed(new Uint8Array(32).fill(2));
const wish = { netuid: NETUID, hotkey, coldkey: signer.ss58 };
const { signal } = new AbortController();

/** A chain whose calls know no limit, and the plan for it. */
async function planOnOldChain() {
  const chain = new FakeChain();
  chain.createSubnet(NETUID);
  chain.setRegistration(NETUID, { priceRao: PRICE_RAO, canLimitPrice: false });
  chain.setBalance(signer.ss58, 10n * PRICE_RAO);
  const plan = await planRegistration(chain, wish, signal);
  if ("uid" in plan) throw new Error("nothing is registered there yet");
  return { chain, plan };
}

test("plans to burn the price that is shown, unless a limit is given", async () => {
  const { chain, plan } = await planOnOldChain();
  expect(plan).toEqual<RegistrationPlan>({
    priceRao: PRICE_RAO,
    isOpen: true,
    canLimitPrice: false,
    immunityPeriodBlocks: 4096,
    balanceRao: 10n * PRICE_RAO,
    limitRao: PRICE_RAO,
  });
  const limited = await planRegistration(chain, { ...wish, maxPriceRao: 2n * PRICE_RAO }, signal);
  expect(limited).toMatchObject({ limitRao: 2n * PRICE_RAO });
});

test("says of a chain that cannot hold the limit that it cannot", async () => {
  const { plan } = await planOnOldChain();
  const shown = { endpoint: "ws://node.example", plan, hotkey, coldkey: signer.ss58 };
  const bittensor = configSchema.shape.bittensor.parse({});
  expect(describePlan(bittensor, shown)).toMatch(
    /burned: +0\.0005 TAO at most when it is signed, and more only if somebody registers/,
  );
  expect(planQuestion(plan)).toBe("Burn about 0.0005 TAO and register? [y/N] ");
  const limited = { ...plan, canLimitPrice: true };
  expect(describePlan(bittensor, { ...shown, plan: limited })).toMatch(/burned: +0\.0005 TAO at most; it/);
  expect(planQuestion(limited)).toBe("Burn up to 0.0005 TAO and register? [y/N] ");
});
