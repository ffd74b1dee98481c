import { randomBytes, randomUUID } from "node:crypto";
import { connectChain, loadHotkey } from "@headframe/chain";
import { sleep } from "@headframe/kit";
import { verifyOpenings, type VerifierProgress } from "@headframe/pow";
import { LAB_PARAMS, LAB_RATES } from "@headframe/testkit/pow";
import {
  challengeMiners,
  configSchema,
  GrpcAxon,
  registryFromConfig,
  TranscriptStore,
  type ChallengeReport,
} from "@headframe/validator";
import { ShiftedClock } from "./shifted-clock.js";
import type { TestSystem } from "./test-system.js";

/** When time passes, and how much: more than the deadline of the phase, less than the wait for what is missing. */
const SHIFTS = {
  "challenge-sent": 15_000,
  "nonce-sent": 5_000,
} as const satisfies Partial<Record<VerifierProgress["kind"], number>>;

/** The phases in which {@link challengeLate} can let time pass. */
export type LatePhase = keyof typeof SHIFTS;

/**
 * Challenges one executor with the validator's own library, on a clock on which it is much later as soon as `phase` has
 * begun: whatever comes then comes late.
 */
export async function challengeLate(
  system: TestSystem,
  executor: { readonly miner: string; readonly id: string },
  phase: LatePhase,
): Promise<ChallengeReport> {
  const clock = new ShiftedClock();
  const hotkey = await loadHotkey({
    walletPath: system.walletPath,
    walletName: "validator",
    hotkeyName: "default",
  });
  const store = new TranscriptStore({ dir: system.transcripts, maxFiles: 100 }, { hotkey });
  const chain = await connectChain({ network: "local", endpoint: system.localnet.url });
  try {
    return await challengeMiners(
      {
        netuid: system.netuid,
        miners: { kind: "one", hotkey: executor.miner },
        executor: executor.id,
        tier: "auto",
      },
      {
        chain,
        hotkey,
        clock,
        sleep,
        random: (byteCount) => new Uint8Array(randomBytes(byteCount)),
        registry: registryFromConfig(configSchema.parse({})),
        verifyOpenings: (job) => verifyOpenings(job),
        roundTrips: { of: () => 0, remember: () => undefined },
        keepTranscript: (record) => store.keep(record),
        dial: (miner, address) =>
          new GrpcAxon(
            { address, hotkey: miner.hotkey, publicKey: miner.hotkeyPublicKey },
            { hotkey, clock, randomUuid: randomUUID },
          ),
      },
      {
        version: "test",
        maxSessions: 1,
        startPatienceMs: 10_000,
        lab: { params: LAB_PARAMS, ...LAB_RATES },
        signal: new AbortController().signal,
        onProgress: (step) => {
          if (step.kind === "session" && step.progress.kind === phase) clock.shiftMs(SHIFTS[phase]);
        },
      },
    );
  } finally {
    await chain.close();
  }
}
