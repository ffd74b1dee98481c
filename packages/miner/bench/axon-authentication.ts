import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { basilicaRequestText, keypairFromSeed, ReplayMemory, verifySignature } from "@headframe/chain";
import { RateLimiter, Secret, sleep, systemClock } from "@headframe/kit";
import { definitionOf, deriveKey, MINER_DISCOVERY, VALIDATOR_SESSION_INFO } from "@headframe/protocol";
import { median, type Measurement, ratioTo } from "@headframe/testkit/bench";
import { Admission, type SubnetView } from "../src/access/admission.js";
import { Authentication } from "../src/access/authentication.js";
import { Sessions } from "../src/access/sessions.js";
import { SignatureThread } from "../src/access/signature-thread.js";
import { type Database, openDatabase } from "../src/db/open.js";
import { SessionRepository } from "../src/db/session-repository.js";
import { fromAuthenticationResponse, toAuthenticationRequest } from "../src/grpc/convert.js";
import { ValidatorTokens } from "../src/grpc/session-tokens.js";

const ROUNDS = 7;
const CALLS_PER_ROUND = 1200;

/** As many as a subnet may permit. */
const VALIDATORS = 64;

/** Authentications under way at once: enough that neither thread ever waits for the disk. */
const CONCURRENCY = 256;

/** A busy axon: every validator of a full subnet, three times a second. */
const PACED_PER_SECOND = 200;
const PACED_SECONDS = 5;

/**
 * Authentications per second through everything that the axon does for one (parse, admit, verify, spend the nonce,
 * open and store the session, mint the token, sign the reply, serialise) against the bare verification of as many
 * signatures in the same process. Medians of seven rounds, taken in turns. Then the delay of the event loop, through which
 * challenges pass, at a steady rate.
 */
export async function benchAxonAuthentication(): Promise<readonly Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), "headframe-bench-"));
  const database = await openDatabase({
    file: join(directory, "miner.db"),
    minConnections: 1,
    maxConnections: 5,
    runMigrations: true,
  });
  const signatures = new SignatureThread();
  try {
    const authenticate = makeAxon(database, signatures);
    // Starts the thread and warms everything up.
    await rate(Array.from({ length: CALLS_PER_ROUND }, makeRequest), authenticate);
    const rates: number[] = [];
    const bareRates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const requests = Array.from({ length: CALLS_PER_ROUND }, makeRequest);
      bareRates.push(bareRate());
      rates.push(await rate(requests, authenticate));
    }
    const value = median(rates);
    return [
      {
        name: "axon authentication, against bare sr25519 verification",
        value,
        unit: "1/s",
        ...ratioTo(median(bareRates), value),
      },
      {
        name: `event loop delay at ${PACED_PER_SECOND} authentications/s, p99`,
        value: await pacedDelayMs(authenticate),
        unit: "ms",
      },
    ];
  } finally {
    await signatures.stop();
    await database.close();
    await rm(directory, { recursive: true });
  }
}

const miner = keypairFromSeed(new Uint8Array(32).fill(1));
const validators = Array.from({ length: VALIDATORS }, (_, index) =>
  keypairFromSeed(new Uint8Array(32).fill(index + 2)),
);
const method = definitionOf(MINER_DISCOVERY).AuthenticateValidator;

/** The handler of the axon, from bytes to bytes. */
function makeAxon(database: Database, signatures: SignatureThread): (request: Buffer) => Promise<Buffer> {
  const clock = systemClock;
  const neurons = new Map(
    validators.map(({ ss58, publicKey }) => [
      ss58,
      { hotkeyPublicKey: publicKey, validatorPermit: true, stakeRao: 1n },
    ]),
  );
  const subnet: SubnetView = {
    isStale: false,
    ageMs: () => 0,
    neuronByHotkey: (hotkey) => neurons.get(hotkey),
  };
  const key = deriveKey(new Secret(randomUUID()), {
    info: VALIDATOR_SESSION_INFO,
    salt: Buffer.alloc(32, 1),
  });
  const authentication = new Authentication(
    { verifySignatures: true, acceptLegacy: false },
    {
      hotkey: miner,
      admission: new Admission(
        { allowedValidators: [], requireValidatorPermit: true, minValidatorStakeRao: 1n },
        { subnet },
      ),
      subnet,
      nonces: new ReplayMemory({ clock }),
      sessions: new Sessions({ maxConcurrentSessions: 2000 }, { clock }),
      tokens: new ValidatorTokens({ key, minerHotkey: miner.ss58, lifetimeMs: 3_600_000 }, { clock }),
      store: new SessionRepository(database),
      verify: (check) => signatures.verify(check),
      limiter: new RateLimiter({ requestsPerSecond: 1e6, burstCapacity: 1e6, windowMs: 60_000 }, { clock }),
      clock,
      randomUuid: randomUUID,
    },
  );
  return async (request) => {
    const message = toAuthenticationRequest(method.requestDeserialize(request));
    const response = await authentication.authenticate(message, "192.0.2.1:4000");
    return method.responseSerialize(fromAuthenticationResponse(response));
  };
}

function makeRequest(_: unknown, index: number): Buffer {
  const validator = validators[index % validators.length] ?? miner;
  const nonce = randomUUID();
  const seconds = Math.floor(Date.now() / 1000);
  const text = basilicaRequestText(nonce, miner.ss58, BigInt(seconds));
  return method.requestSerialize({
    validatorHotkey: validator.ss58,
    signature: Buffer.from(validator.sign(Buffer.from(text))).toString("hex"),
    nonce,
    timestamp: { value: { seconds } },
    targetMinerHotkey: miner.ss58,
  });
}

async function rate(
  requests: readonly Buffer[],
  call: (request: Buffer) => Promise<Buffer>,
): Promise<number> {
  const startedUs = systemClock.monotonicUs();
  const waiting = requests.values();
  const worker = async (): Promise<void> => {
    for (const request of waiting) await call(request);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return (requests.length / (systemClock.monotonicUs() - startedUs)) * 1e6;
}

/** The 99th percentile of the event loop's delay, by a timer of one millisecond, while requests come one by one. */
async function pacedDelayMs(call: (request: Buffer) => Promise<Buffer>): Promise<number> {
  const requests = Array.from({ length: PACED_PER_SECOND * PACED_SECONDS }, makeRequest);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const calls: Promise<Buffer>[] = [];
  delay.enable();
  const startedMs = performance.now();
  for (const [index, request] of requests.entries()) {
    const aheadMs = startedMs + (index * 1000) / PACED_PER_SECOND - performance.now();
    if (aheadMs > 0) await sleep(aheadMs);
    calls.push(call(request));
  }
  await Promise.all(calls);
  delay.disable();
  return delay.percentile(99) / 1e6;
}

function bareRate(): number {
  const message = Buffer.from(basilicaRequestText(randomUUID(), miner.ss58, 1_767_225_600n));
  const signature = miner.sign(message);
  const startedUs = systemClock.monotonicUs();
  for (let call = 0; call < CALLS_PER_ROUND; call++) {
    if (!verifySignature("sr25519", miner.publicKey, message, signature))
      throw new Error("a good signature failed");
  }
  return (CALLS_PER_ROUND / (systemClock.monotonicUs() - startedUs)) * 1e6;
}
