import type { Chain, Keypair } from "@headframe/chain";
import type { VerifierOutcome } from "@headframe/pow";
import type { Contender } from "../challenge/challenge-executor.js";
import { axonAddress } from "../discover/axon-address.js";
import { toDeviceNotes } from "./device-notes.js";
import type { SessionRecord } from "./transcript-store.js";

/** What all sessions of a run have in common. */
export interface RunFacts {
  readonly version: string;
  readonly startedAtMs: number;
  readonly netuid: number;
  readonly chain: Pick<Chain, "network" | "genesisHash">;
  /** The validator's. */
  readonly hotkey: Pick<Keypair, "scheme" | "publicKey">;
}

/** A session with all that is needed to judge it again without us. */
export function toSessionRecord(
  contender: Contender,
  outcome: VerifierOutcome,
  run: RunFacts,
): SessionRecord {
  const { miner, executor, authentication, plan } = contender;
  return {
    transcript: outcome.transcript,
    context: {
      genesis: run.chain.genesisHash,
      validator: { scheme: run.hotkey.scheme, publicKey: run.hotkey.publicKey },
      miner: { scheme: authentication.minerScheme, publicKey: miner.hotkeyPublicKey },
      executorId: executor.executorId,
    },
    notes: {
      version: run.version,
      startedAtMs: run.startedAtMs,
      network: run.chain.network,
      netuid: run.netuid,
      miner: { uid: miner.uid, hotkey: miner.hotkey, axon: axonAddress(miner.axon) },
      executor: { alias: executor.alias, backend: executor.backend },
      devices: plan.devices.map(toDeviceNotes),
    },
  };
}
