import { randomUUID } from "node:crypto";
import type { Keypair } from "@headframe/chain";
import { AppError, silentLogger, sleep, systemClock } from "@headframe/kit";
import {
  createDelegation,
  createProverPolicy,
  createSessionKey,
  runProver,
  type Device,
  type FrameTransport,
  type SessionCredential,
} from "@headframe/pow";
import {
  allowAnonymous,
  createServer,
  EXECUTOR_ID_KEY,
  FLEET_SERVICE,
  MINER_DISCOVERY,
  PROOF_SERVICE,
  proofSession,
  status,
  unary,
  type Executor,
  type GrpcServer,
  type MinerAuthResponse,
  type ValidatorAuthRequest__Output,
} from "@headframe/protocol";
import { verifyHotkey } from "@headframe/testkit/pow";

export const GENESIS = new Uint8Array(32).fill(0x11);

/** An executor behind a {@link TestMiner}. */
export interface TestExecutor {
  readonly executorId: string;
  readonly alias: string;
  readonly backend?: string;
  readonly devices: readonly Device[];
  /** Changes what the executor sends: any number of frames instead of one. */
  readonly tamper?: (frame: Uint8Array) => readonly Uint8Array[];
}

export interface TestMinerOptions {
  readonly hotkey: Keypair;
  readonly executors: readonly TestExecutor[];
  /** Changes the reply to a validator that authenticates. */
  readonly changeReply?: (reply: MinerAuthResponse) => MinerAuthResponse;
  /** Refuses a call of this name. */
  readonly refuse?: Partial<Record<"authenticate" | "list" | "prove", AppError>>;
  /** Lists these instead of what is there. */
  readonly list?: readonly Executor[];
}

const STATUSES = {
  "axon/not-permitted": status.PERMISSION_DENIED,
  "axon/too-many": status.RESOURCE_EXHAUSTED,
  "fleet/executor-busy": status.FAILED_PRECONDITION,
} as const;

/** A failure that a {@link TestMiner} may refuse with. */
export function refusal(code: keyof typeof STATUSES, message: string, hint: string): AppError {
  return new AppError({ code }, message, { hint });
}

/** A miner and its executors in one server: real gRPC, real provers, and whatever faults a test wants. */
export class TestMiner {
  /** Whom it let in. */
  readonly seen: ValidatorAuthRequest__Output[] = [];
  /** Unix microseconds at which each Challenge arrived. */
  readonly challengedAtUs: number[] = [];
  port = 0;
  readonly #options: TestMinerOptions;
  readonly #tokens = new Set<string>();
  readonly #server: GrpcServer;

  constructor(options: TestMinerOptions) {
    this.#options = options;
    this.#server = createServer({ authenticate: allowAnonymous }, { logger: silentLogger });
    const { refuse = {} } = options;
    const guard = (name: keyof typeof refuse): void => {
      const error = refuse[name];
      if (error !== undefined) throw error;
    };
    const unsupported = unary((): never => {
      throw new Error("not needed by a validator");
    });
    this.#server.addService(
      MINER_DISCOVERY,
      {
        AuthenticateValidator: unary((request: ValidatorAuthRequest__Output) => {
          guard("authenticate");
          return this.#authenticate(request);
        }),
        RequestExecutorLease: unsupported,
        InitiateExecutorSession: unsupported,
        InitiateSshSession: unsupported,
        CloseSshSession: unsupported,
        ListSshSessions: unsupported,
      },
      { statuses: STATUSES },
    );
    this.#server.addService(
      FLEET_SERVICE,
      {
        ListExecutors: unary((_request, { metadata }) => {
          this.#checkToken(metadata.get("authorization")[0]);
          guard("list");
          return { executors: [...(options.list ?? options.executors.map(toListed))] };
        }),
      },
      { statuses: STATUSES },
    );
    this.#server.addService(
      PROOF_SERVICE,
      {
        Prove: proofSession(async (session, { metadata, signal }) => {
          this.#checkToken(metadata.get("authorization")[0]);
          guard("prove");
          const executor = options.executors.find(
            ({ executorId }) => executorId === metadata.get(EXECUTOR_ID_KEY)[0],
          );
          if (executor === undefined)
            throw new Error("the validator asked for an executor that was not listed");
          await this.#prove(executor, toTransport(session, executor, this.challengedAtUs), signal);
        }),
      },
      { statuses: STATUSES },
    );
  }

  async start(): Promise<void> {
    this.port = await this.#server.listen("127.0.0.1", 0);
  }

  stop(): Promise<void> {
    return this.#server.drain(100);
  }

  #authenticate(request: ValidatorAuthRequest__Output): MinerAuthResponse {
    const { hotkey, changeReply = (reply) => reply } = this.#options;
    this.seen.push(request);
    const sessionToken = randomUUID();
    this.#tokens.add(`Bearer ${sessionToken}`);
    const responseNonce = randomUUID();
    const text = `MINER_AUTH_RESPONSE:${request.validatorHotkey}:${responseNonce}:${sessionToken}`;
    return changeReply({
      authenticated: true,
      sessionToken,
      expiresAt: { value: { seconds: 1_900_000_000, nanos: 0 } },
      minerHotkey: hotkey.ss58,
      minerSignature: Buffer.from(hotkey.sign(Buffer.from(text))).toString("hex"),
      responseNonce,
    });
  }

  #checkToken(value: unknown): void {
    if (typeof value !== "string" || !this.#tokens.has(value))
      throw new Error("a call without the session's token");
  }

  async #prove(executor: TestExecutor, transport: FrameTransport, signal: AbortSignal): Promise<void> {
    const { hotkey } = this.#options;
    const { executorId } = executor;
    const credential = delegate(hotkey, executorId);
    await runProver({
      transport,
      devices: executor.devices,
      identity: {
        genesis: GENESIS,
        miner: { scheme: hotkey.scheme, publicKey: hotkey.publicKey },
        executorId,
        agent: "test-executor/1",
        credential: () => credential,
      },
      policy: createProverPolicy({ allowLab: true }, { clock: systemClock }),
      verifyHotkey,
      clock: systemClock,
      sleep,
      signal,
    });
  }
}

function delegate(hotkey: Keypair, executorId: string): SessionCredential {
  const key = createSessionKey();
  const terms = {
    genesis: GENESIS,
    role: "executor",
    scheme: hotkey.scheme,
    hotkey: hotkey.publicKey,
    session: key.publicKey,
    executorId,
    notBeforeMs: Date.now() - 60_000,
    notAfterMs: Date.now() + 3_600_000,
  } as const;
  return { key, delegation: createDelegation(terms, (digest) => hotkey.sign(digest)) };
}

function toListed({ executorId, alias, backend = "reference", devices }: TestExecutor): Executor {
  return {
    executorId,
    alias,
    backend,
    health: "EXECUTOR_HEALTH_HEALTHY",
    devices: devices.map(({ uuid }, at) => ({ uuid, name: `reference device ${at}`, totalBytes: 2 ** 30 })),
  };
}

const CHALLENGE = 5;

function toTransport(
  session: Parameters<Parameters<typeof proofSession>[0]>[0],
  { tamper = (frame) => [frame] }: TestExecutor,
  challengedAtUs: number[],
): FrameTransport {
  return {
    frames: (async function* () {
      for await (const { frame, arrivedUs } of session.frames()) {
        if (frame[0] === CHALLENGE) challengedAtUs.push(arrivedUs);
        yield { frame, arrivalUs: arrivedUs };
      }
    })(),
    async send(frame) {
      for (const each of tamper(frame)) await session.send(each);
    },
    close: () => Promise.resolve(),
  };
}
