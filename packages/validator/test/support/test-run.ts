import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { keypairFromUri } from "@headframe/chain";
import { sleep, systemClock } from "@headframe/kit";
import { verifyOpenings } from "@headframe/pow";
import { FakeChain } from "@headframe/testkit/chain";
import { LAB_PARAMS, LAB_RATES } from "@headframe/testkit/pow";
import { onTestFinished } from "vitest";
import {
  challengeMiners,
  type ChallengeMinersOptions,
  type ChallengeMinersRequest,
} from "../../src/challenge/challenge-miners.js";
import { configSchema } from "../../src/config/schema.js";
import { GrpcAxon } from "../../src/grpc/grpc-axon.js";
import { registryFromConfig } from "../../src/hardware/registry-from-config.js";
import type { ChallengeReport } from "../../src/report/challenge-report.js";
import { TranscriptStore } from "../../src/transcripts/transcript-store.js";
import { GENESIS, TestMiner, type TestMinerOptions } from "./test-miner.js";

export const NETUID = 7;
export const VALIDATOR = keypairFromUri("//Validator");
/** Milliseconds of work, seconds before it counts as late: these tests measure no speed. */
const LAB = { params: LAB_PARAMS, ...LAB_RATES };

/** A chain with a validator, miners that a test starts, and runs of the validator against them. */
export class TestRun {
  readonly chain = new FakeChain({ genesisHash: GENESIS });
  readonly transcripts: string;
  /** Microseconds by executor and miner. */
  readonly roundTripsUs = new Map<string, number>();
  readonly store: TranscriptStore;

  private constructor(folder: string) {
    this.transcripts = path.join(folder, "transcripts");
    this.store = new TranscriptStore({ dir: this.transcripts, maxFiles: 100 }, { hotkey: VALIDATOR });
    this.chain.setNeuron(NETUID, { hotkey: VALIDATOR.ss58, validatorPermit: true, stakeRao: 10n ** 12n });
  }

  /** Everything is taken away when the test has finished. */
  static async create(): Promise<TestRun> {
    const folder = await mkdtemp(path.join(tmpdir(), "headframe-validator-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    return new TestRun(folder);
  }

  /** Starts a miner and publishes its axon. */
  async startMiner(options: TestMinerOptions): Promise<TestMiner> {
    const miner = new TestMiner(options);
    await miner.start();
    onTestFinished(() => miner.stop());
    this.publish(options.hotkey.ss58, miner.port);
    return miner;
  }

  publish(hotkey: string, port: number): void {
    const axon = { ip: "127.0.0.1", port, ipType: 4, protocol: 0, version: 0, block: 1 } as const;
    this.chain.setNeuron(NETUID, { hotkey, axon });
  }

  challenge(
    request: Partial<ChallengeMinersRequest> = {},
    options: Partial<ChallengeMinersOptions> = {},
  ): Promise<ChallengeReport> {
    return challengeMiners(
      { netuid: NETUID, miners: { kind: "all" }, tier: "auto", ...request },
      {
        chain: this.chain,
        hotkey: VALIDATOR,
        clock: systemClock,
        sleep,
        random: (byteCount) => new Uint8Array(randomBytes(byteCount)),
        registry: registryFromConfig(configSchema.parse({})),
        verifyOpenings: (job) => verifyOpenings(job),
        roundTrips: {
          of: (key) => this.roundTripsUs.get(key) ?? 0,
          remember: (key, rttUs) => void this.roundTripsUs.set(key, rttUs),
        },
        keepTranscript: (record) => this.store.keep(record),
        dial: ({ hotkey, hotkeyPublicKey }, address) =>
          new GrpcAxon(
            { address, hotkey, publicKey: hotkeyPublicKey },
            { hotkey: VALIDATOR, clock: systemClock, randomUuid: randomUUID },
          ),
      },
      {
        version: "test",
        maxSessions: 16,
        startPatienceMs: 5000,
        lab: LAB,
        signal: new AbortController().signal,
        ...options,
      },
    );
  }
}
