import { keypairFromSeed } from "@headframe/chain";
import { FakeChain } from "@headframe/testkit/chain";
import { expect, test } from "vitest";
import { planRegistration, type RegistrationPlan } from "../../src/registration/plan-registration.js";
import { registerAsPlanned } from "../../src/registration/register-as-planned.js";

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

test("looks at the price again on a chain that cannot limit it", async () => {
  const { chain, plan } = await planOnOldChain();
  chain.setRegistration(NETUID, { priceRao: PRICE_RAO + 1n });
  await expect(
    registerAsPlanned(chain, { netuid: NETUID, hotkey, signer }, plan, signal),
  ).rejects.toMatchObject({
    code: "registration/price-above-limit",
    detail: { priceRao: String(PRICE_RAO + 1n), maxPriceRao: String(PRICE_RAO) },
  });
  expect(await chain.balanceOf(signer.ss58)).toBe(10n * PRICE_RAO);
  chain.setRegistration(NETUID, { priceRao: PRICE_RAO });
  const { uid } = await registerAsPlanned(chain, { netuid: NETUID, hotkey, signer }, plan, signal);
  expect(await chain.uidOf(NETUID, hotkey)).toBe(uid);
});
