import { randomUUID } from "node:crypto";
import { encodeAddress } from "@headframe/chain";
import type { CliContext, Command, CommandUnknownOpts } from "@headframe/kit/cli";
import type { ExecutorConfig } from "../config/schema.js";
import { lockDataDir } from "../state/data-dir.js";
import { IdentityStore, loadIdentity } from "../state/identity-store.js";

/** `executor identity show|reset`: who this box is, and how to give it to another miner. */
export function addIdentityCommands(
  program: CommandUnknownOpts,
  context: CliContext,
  load: () => ExecutorConfig,
): void {
  const identity = (program as Command).command("identity").description("who this executor is");
  identity
    .command("show")
    .description("print the installation id and the miner that adopted this executor")
    .option("--json", "as JSON")
    .action(async ({ json }) => {
      context.stdout.write(await describeIdentity(load().storage.data_dir, json === true));
    });
  identity
    .command("reset")
    .description("forget the miner that adopted this executor; another one can adopt it then")
    .option("--all", "make a new installation id too: for a copied disk, or when the file is damaged")
    .action(async ({ all }) => {
      context.stdout.write(await resetIdentity(load().storage.data_dir, all === true));
    });
}

async function describeIdentity(dataDir: string, asJson: boolean): Promise<string> {
  const identity = await loadIdentity(dataDir);
  const facts = {
    installationId: identity?.installationId ?? null,
    executorId: identity?.adoption?.executorId ?? null,
    minerHotkey: identity?.adoption ? encodeAddress(identity.adoption.minerHotkey) : null,
    genesisHash: identity?.adoption
      ? `0x${Buffer.from(identity.adoption.genesisHash).toString("hex")}`
      : null,
  };
  if (asJson) return `${JSON.stringify(facts, null, 2)}\n`;
  const shown = (value: string | null): string => value ?? "none yet";
  return [
    `installation  ${shown(facts.installationId)}`,
    `executor id   ${shown(facts.executorId)}`,
    `miner hotkey  ${shown(facts.minerHotkey)}`,
    `genesis       ${shown(facts.genesisHash)}`,
    "",
  ].join("\n");
}

/** Takes the data directory first: a running executor would write the old identity back. */
async function resetIdentity(dataDir: string, isAll: boolean): Promise<string> {
  const lock = await lockDataDir(dataDir);
  try {
    if (isAll) await IdentityStore.remove(dataDir);
    const store = await IdentityStore.open(dataDir, randomUUID);
    await store.setAdoption(undefined);
    return `no miner has this executor now; its installation id is ${store.identity.installationId}\n`;
  } finally {
    await lock.release();
  }
}
