import {
  type KeyfileParts,
  type Keypair,
  loadColdkey,
  parseTao,
  readColdkeyPublic,
  WalletError,
  coldkeyFile,
} from "@headframe/chain";
import { type CliContext, type Command, InvalidArgumentError } from "@headframe/kit/cli";
import { coldkeyLocation } from "../registration/coldkey-location.js";
import { planRegistration, type RegistrationPlan } from "../registration/plan-registration.js";
import { type BittensorSettings, loadBittensor } from "./bittensor-settings.js";
import { withChain } from "./chain-connection.js";
import { CommandError } from "./errors.js";
import { hotkeyAddress } from "./hotkey-address.js";
import { describePlan, planQuestion } from "./register-text.js";
import { keyfileParts } from "./terminal/keyfile-parts.js";
import type { Terminal } from "./terminal/terminal.js";
import { jsonOption, passwordFileOption } from "./wallet/wallet-options.js";

interface RegisterOptions {
  readonly netuid?: number | undefined;
  readonly maxPrice?: bigint | undefined;
  readonly yes?: boolean | undefined;
  readonly passwordFile?: string | undefined;
  readonly json?: boolean | undefined;
}

/** `miner register`: a UID for the hotkey, paid by the coldkey. */
export function addRegisterCommand(program: Command, context: CliContext, terminal: Terminal): void {
  program
    .command("register")
    .description("register the hotkey on the subnet; the coldkey signs and pays, and the price is burned")
    .option("--netuid <number>", "subnet (default: bittensor.netuid)", readNetuid)
    .option("--max-price <tao>", "burn no more than this (default: the price that is shown)", readTao)
    .option("--yes", "do not ask")
    .addOption(passwordFileOption())
    .addOption(jsonOption())
    .action(async (options) => {
      const settings = loadBittensor(program, context, { netuid: options.netuid });
      await register(settings, options, { context, terminal });
    });
}

async function register(
  settings: BittensorSettings,
  { maxPrice: maxPriceRao, yes, passwordFile: file, json }: RegisterOptions,
  { context, terminal }: { readonly context: CliContext; readonly terminal: Terminal },
): Promise<void> {
  const { signal, stderr, stdout } = context;
  const { netuid } = settings;
  const hotkey = await hotkeyAddress(settings, keyfileParts({ context, terminal }));
  const { ss58: coldkey } = await readColdkeyPublic(coldkeyLocation(settings));
  await withChain(settings, signal, async (chain) => {
    const plan = await planRegistration(chain, { netuid, hotkey, coldkey, maxPriceRao }, signal);
    if ("uid" in plan) {
      const known = { registered: false, uid: plan.uid, netuid, hotkey };
      const sentence = `${hotkey} is registered on subnet ${netuid} already: UID ${plan.uid}; nothing was burned`;
      stdout.write(json === true ? `${JSON.stringify(known)}\n` : `${sentence}\n`);
      return;
    }
    stderr.write(describePlan(settings, { endpoint: chain.endpoint, plan, hotkey, coldkey }));
    if (yes !== true) await confirm(terminal, plan, signal);
    const signer = await loadSigner(settings, coldkey, keyfileParts({ context, terminal, file }));
    const wish = { netuid, hotkey, signer, maxPriceRao: plan.limitRao };
    const { uid, blockNumber } = await chain.register(wish, { signal });
    const result = { registered: true, uid, netuid, hotkey, coldkey, block: blockNumber };
    stdout.write(
      json === true
        ? `${JSON.stringify(result)}\n`
        : `${hotkey} is UID ${uid} on subnet ${netuid} since block ${blockNumber}\n`,
    );
  });
}

async function confirm(terminal: Terminal, plan: RegistrationPlan, signal: AbortSignal): Promise<void> {
  const text = planQuestion(plan);
  const answer = await terminal.ask({ text, instead: "--yes", signal });
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new CommandError({ code: "cli/declined" }, "not registered: the question was answered with no", {
    hint: "nothing was burned",
  });
}

async function loadSigner(
  settings: BittensorSettings,
  expected: string,
  parts: KeyfileParts,
): Promise<Keypair> {
  const location = coldkeyLocation(settings);
  const coldkey = await loadColdkey(location, parts);
  if (coldkey.ss58 === expected) return coldkey;
  throw new WalletError(
    { code: "wallet/address-mismatch", path: coldkeyFile(location), expected },
    `the coldkey is ${coldkey.ss58}, and coldkeypub.txt beside it says ${expected}`,
    { hint: "nothing was signed; restore the file of the two that is not the wallet's own" },
  );
}

function readNetuid(text: string): number {
  const netuid = Number(text);
  if (Number.isInteger(netuid) && netuid >= 1 && netuid <= 65_535) return netuid;
  throw new InvalidArgumentError("a netuid is a number from 1 to 65535.");
}

function readTao(text: string): bigint {
  const rao = parseTao(text);
  if (rao === undefined) throw new InvalidArgumentError('a price is a number of TAO such as "0.5".');
  return rao;
}
