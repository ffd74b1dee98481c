import { randomBytes, randomUUID } from "node:crypto";
import {
  loadHotkey,
  passwordFromEnvironment,
  type Chain,
  type Keypair,
  type PasswordSource,
} from "@headframe/chain";
import { sleep, systemClock, type Logger, packageVersion } from "@headframe/kit";
import { VerifierPool } from "@headframe/pow";
import { challengeMiners, type ChallengeMinersRequest } from "./challenge/challenge-miners.js";
import type { OnRunProgress } from "./challenge/run-progress.js";
import { toLabWork } from "./config/lab-work.js";
import type { ValidatorConfig } from "./config/schema.js";
import { RoundTrips } from "./discover/round-trips.js";
import { GrpcAxon } from "./grpc/grpc-axon.js";
import { registryFromConfig } from "./hardware/registry-from-config.js";
import type { ChallengeReport } from "./report/challenge-report.js";
import { TranscriptStore } from "./transcripts/transcript-store.js";

/** Version of the validator. */
export const VERSION = packageVersion(import.meta.url);

export interface RunChallengeRequest extends Pick<ChallengeMinersRequest, "miners" | "executor"> {
  readonly signal: AbortSignal;
  readonly onProgress?: OnRunProgress;
}

export interface RunChallengeParts {
  /** Stays open. */
  readonly chain: Chain;
  /** The validator's, see {@link loadValidatorHotkey}. */
  readonly hotkey: Keypair;
  readonly logger: Logger;
}

/** The hotkey that `config` names; one with a password takes it from btcli's variable. Rejects with a `WalletError`. */
export function loadValidatorHotkey({ bittensor }: ValidatorConfig, logger: Logger): Promise<Keypair> {
  const { wallet_path: walletPath, wallet_name: walletName, hotkey_name: hotkeyName } = bittensor;
  const password: PasswordSource = async (file) => passwordFromEnvironment(file, process.env);
  return loadHotkey({ walletPath, walletName, hotkeyName }, { logger, password });
}

/**
 * Challenges miners as `config` says: with its view of hardware and its store of transcripts.
 *
 * Rejects with a `ChainError` or `ValidatorError` when nothing could be challenged, and with the
 * signal's reason when it fires; leaves no thread, connection or timer.
 */
export async function runChallenge(
  config: ValidatorConfig,
  { chain, hotkey, logger }: RunChallengeParts,
  request: RunChallengeRequest,
): Promise<ChallengeReport> {
  const { bittensor, challenge, transcripts } = config;
  const store = new TranscriptStore({ dir: transcripts.dir, maxFiles: transcripts.max_files }, { hotkey });
  const roundTrips = await RoundTrips.open(challenge.round_trips_file, { logger });
  const pool = new VerifierPool(
    challenge.verify_workers === 0 ? {} : { workerCount: challenge.verify_workers },
  );
  try {
    return await challengeMiners(
      { ...request, netuid: bittensor.netuid, tier: challenge.tier },
      {
        chain,
        hotkey,
        clock: systemClock,
        sleep,
        random: (byteCount) => new Uint8Array(randomBytes(byteCount)),
        registry: registryFromConfig(config),
        roundTrips,
        verifyOpenings: pool.verify,
        keepTranscript: (record) => store.keep(record),
        dial: ({ hotkey: miner, hotkeyPublicKey }, address) =>
          new GrpcAxon(
            { address, hotkey: miner, publicKey: hotkeyPublicKey },
            { hotkey, clock: systemClock, randomUuid: randomUUID },
          ),
      },
      {
        version: VERSION,
        maxSessions: challenge.max_sessions,
        startPatienceMs: challenge.start_patience,
        lab: toLabWork(config.lab),
        signal: request.signal,
        ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
      },
    );
  } finally {
    await pool.close();
    await roundTrips.save();
  }
}
